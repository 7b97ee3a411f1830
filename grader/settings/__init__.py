"""What the environment and the configuration files say."""
