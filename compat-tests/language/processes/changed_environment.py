# What preexec_fn does to the environment is there in the new program, unless one was given.
import os
import subprocess
import sys

command = ['/bin/sh', '-c', 'echo "$FRUIT $COLOUR"']
os.environ['COLOUR'] = 'green'


def change():
    os.environ['FRUIT'] = 'apple'
    os.putenv('COLOUR', 'red')


print(subprocess.check_output(command, preexec_fn=change))
print(subprocess.check_output(command, preexec_fn=change, env={'COLOUR': 'blue'}))
print('FRUIT' in os.environ, os.environ['COLOUR'])
print(subprocess.check_output(command))
