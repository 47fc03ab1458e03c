# A card, a press, and a second press that does not buy twice
market: 2026-11-23T10:00:00+05:30

> buy 10 infy
@ propose_order {"side":"buy","symbol":"INFY","quantity":10,"order_type":"MARKET"}
= BUY 10 INFY, MARKET, CNC, DAY (Infosys)
= Nothing is done before you press Confirm
[Confirm]
= /#1 BUY 10 INFY.*filled, 10 of 10 at ₹1,058\.50/
[Confirm]
= /already/i
> show my holdings
= /INFY\s+10\s/
! /INFY\s+20/
