# The kill switch goes on at a word, and comes off by a card
market: 2026-11-23T10:00:00+05:30

> panic
= The kill switch is on
> buy 1 tcs
= KILL_SWITCH
! [Confirm]
> kill switch off
[Confirm]
= The kill switch is off
