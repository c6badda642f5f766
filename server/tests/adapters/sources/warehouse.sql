-- AIstock's own tables, with its names, types and keys.
CREATE SCHEMA market;
CREATE TABLE market.kline_daily_raw (ts_code char(9), trade_date date, open_li integer NOT NULL, high_li integer NOT NULL,
  low_li integer NOT NULL, close_li integer NOT NULL, volume_hand bigint NOT NULL, amount_li bigint NOT NULL,
  adjust_type char(4) DEFAULT 'none', source varchar(16), PRIMARY KEY (ts_code, trade_date));
CREATE TABLE market.kline_minute_raw (ts_code char(9), trade_time timestamptz, freq varchar(8) DEFAULT '1m', open_li integer, high_li integer,
  low_li integer, close_li integer NOT NULL, volume_hand bigint, amount_li bigint, PRIMARY KEY (ts_code, trade_time, freq));
CREATE TABLE market.adj_factor (ts_code text, trade_date date, adj_factor double precision, PRIMARY KEY (ts_code, trade_date));
CREATE TABLE market.trading_calendar (cal_date date PRIMARY KEY, is_trading bool);
CREATE TABLE market.stock_basic (ts_code text PRIMARY KEY, name text, list_status text, list_date date, delist_date date);
CREATE TABLE market.daily_basic (trade_date date, ts_code text, close numeric, turnover_rate numeric, pe numeric, total_share numeric,
  total_mv numeric, PRIMARY KEY (trade_date, ts_code));
-- The two reference tables, which a database may have beside AIstock's own.
CREATE TABLE market.industry_members (ts_code text, taxonomy text, level integer, industry_code text NOT NULL, industry_name text,
  effective_from date, effective_to date, available_at timestamptz, PRIMARY KEY (ts_code, taxonomy, level, effective_from));
CREATE TABLE market.index_weights (ts_code text, trade_date date, index_code text, weight double precision, available_at timestamptz,
  PRIMARY KEY (index_code, trade_date, ts_code));
