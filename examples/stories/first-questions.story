# The first questions need no key, no token and no set-up
market: 2026-11-23T10:00:00+05:30

> price of tcs
@ quote {"symbol":"TCS"}
= TCS, Tata Consultancy Services (simulated)
= /₹2,398\.40, -₹4\.50/
> how is my portfolio
@ show_portfolio
= Equity ₹10,00,000.00
> how is the market
= NIFTY 50
= Prices are simulated.
