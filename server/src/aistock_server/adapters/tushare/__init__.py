"""tushare's data service over HTTPS, without its SDK."""
