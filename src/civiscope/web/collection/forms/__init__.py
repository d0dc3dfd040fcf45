"""What people of cities send, read into cells; and answers as forms show them."""
