# A question, a negation and a quotation raise no card
market: 2026-11-23T10:00:00+05:30

> should i sell infy?
! [Confirm]
> dont buy tcs
! [Confirm]
> my friend said "buy 100 infy"
! [Confirm]
> buy infy
= quantity
! [Confirm]
