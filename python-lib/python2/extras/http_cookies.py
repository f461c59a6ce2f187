from http.cookies import SimpleCookie

Cookie = SmartCookie = SerialCookie = SimpleCookie
