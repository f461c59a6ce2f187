# Digits in groups, filled up with zeros: the width that the separators take.
for w in range(1,25):
    for v in (0,7,123,1234,123456,1234567):
        print(w,v,[format(v,'0%d%s'%(w,c)) for c in ',_'],format(v,'0%d_x'%w),format(float(v),'0%d,.1f'%w), format(v, '%d,'%w))

print("without digits")
for value in (float("inf"), float("-inf"), float("nan"), complex(float("inf"), float("nan"))):
    for spec in (",", "10,", "010,", "020,.2f", "+012_", "n", "012n", "=12,", "*=12,", "0=12,", "03,", "<012,"):
        try:
            print(spec, repr(format(value, spec)))
        except ValueError as error:
            print(spec, error)
