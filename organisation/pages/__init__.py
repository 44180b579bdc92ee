"""What pages of every app share: scope and permission of one object, form fields, stored files."""
