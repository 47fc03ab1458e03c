# Hinglish, and a question back where a name is not clear
market: 2026-11-23T10:00:00+05:30

> hdfc ke 20 le lo
= HDFCBANK ya HDFCLIFE
> hdfcbank
@ propose_order {"side":"buy","symbol":"HDFCBANK","quantity":20}
[Cancel]
= nothing was done
> mera portfolio dikhao
@ show_portfolio
