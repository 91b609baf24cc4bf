"""Every paper of the office by name: what it takes, how it is made, and how it becomes a file."""
