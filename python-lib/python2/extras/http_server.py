import shutil
import sys
import time
