"""How a screen looks: Qt widgets that render a screen and emit an intent."""
