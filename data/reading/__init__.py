"""A bureau's file → figures with their six facts (读取): region, series, measure, unit, period and
kind of period, each said by a cell; what is not positively known is asked about or left out."""
