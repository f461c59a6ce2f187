print "package loaded"
__all__ = ['exported']
exported = 'exported name'
