import os
import select
import sys
