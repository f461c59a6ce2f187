"""Nothing more than Python 3 has."""
