from time import process_time as clock
