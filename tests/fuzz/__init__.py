"""Every parser of foreign bytes, fed with what nobody writes: it reads it, or says its own no."""
