"""The domain in plain Python: plan, events, fold, timing and rules of the exam day."""
