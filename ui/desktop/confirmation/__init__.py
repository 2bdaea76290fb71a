"""What two members of two forces do together: proposals, retention, and the dialog for the second one."""
