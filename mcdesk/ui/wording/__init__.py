"""Forms and wording: the CTL lead changes what forms ask and say, and publishes it."""
