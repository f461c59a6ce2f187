global using System;
global using System.Collections.Generic;
global using System.Numerics;
global using System.Runtime.CompilerServices;
global using System.Threading.Tasks;
global using PythonEngine.Execution;
global using PythonEngine.Objects;
