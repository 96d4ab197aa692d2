"""What follows a decision: handing over, doing, checking, telling, asking, closing."""
