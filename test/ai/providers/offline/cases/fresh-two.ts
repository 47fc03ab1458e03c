/** A second round of the same kind, written after the first was learned from and before it was run; heavy on traps. */
export const FRESH_TWO = `
plain | propose_order side=buy symbol=HCLTECH quantity=30 order_type=MARKET | hi please buy 30 hcl tech for me
plain | propose_order side=sell symbol=ADANIENT quantity=5 order_type=LIMIT price=2412.5 | sell 5 adani enterprises limit 2412.50
plain | propose_order side=buy symbol=KOTAKBANK quantity=12 order_type=LIMIT price=2100 product=CNC | buy kotak bank 12 qty at 2100 delivery
plain | propose_order side=sell symbol=LT fraction=1 order_type=MARKET | dump all my l&t shares
plain | propose_order side=buy symbol=EICHERMOT notional_inr=80000 order_type=MARKET | buy 80,000 rs worth of eicher motors
plain | propose_order side=sell symbol=BAJAJFINSV quantity=6 order_type=SL-M trigger_price=1950 | sell 6 bajaj finserv with trigger 1950
plain | propose_order side=sell symbol=POWERGRID quantity=90 order_type=MARKET product=MIS | short 90 powergrid mis
plain | propose_order side=sell symbol=NTPC fraction=0.4 order_type=MARKET | sell 40% of my ntpc holding
plain | propose_order side=buy symbol=GRASIM quantity=7 order_type=SL price=2760 trigger_price=2750 | sl buy 7 grasim trigger 2750 price 2760
plain | modify_order which=#7 trigger_price=300 | change trigger of order 7 to 300
plain | cancel_order which=#12 | please cancel #12
plain | set_limit name=max_orders_per_day value=5 | max 5 orders per day
plain | set_limit name=max_position_pct value=10 | max position 10%
plain | kill_switch on=true | stop all trading right now
plain | kill_switch on=true | engage the kill switch
plain | set_goal name=wedding target_inr=1500000 date=2028-12 | goal wedding 15 lakh by december 2028
plain | set_goal name=world tour target_inr=1000000 | new goal world tour 10 lakh
plain | delete_goal which=world tour | remove world tour goal
plain | update_profile preferred_sectors=["it","pharma"] | my preferred sectors are it and pharma
plain | update_profile stop_loss_pct=5 | set my default stop loss to 5%
plain | update_profile trading_frequency=weekly | i trade weekly
plain | update_profile investment_timeline=long_term | my investment horizon is long term
plain | set_provider provider=gemini | change provider to gemini
plain | set_cost_limit amount=150 period=week | cap ai spend at 150 a week
plain | set_alert symbol=M&M op=below price=2900 | alert m&m below 2900
plain | set_alert symbol=COALINDIA op=above price=420 | tell me when coal india goes above 420
plain | delete_alert which=#7 | remove alert number 7
plain | create_strategy template=donchian_breakout symbols=["RELIANCE"] params={"period":20} | make a donchian breakout on reliance period 20
plain | backtest template=rsi_reversion symbols=["SBIN"] range=1y params={"period":14,"lower":25,"upper":75} | backtest rsi reversion 14 25 75 on sbi 1 year
plain | deploy_strategy ref=bank-momentum | activate bank-momentum
plain | pause_strategy ref=bank-momentum | pause bank-momentum
plain | quote symbol=BHARTIARTL | airtel ltp
plain | show_chart symbol=DRREDDY range=2y | 2 year chart of dr reddy
plain | show_pnl period=week | weekly pnl
plain | list_orders status=today | what orders did i place today
plain | ai_usage period=week | how much have i spent on ai this week
plain | show_signals | show trading signals
plain | market_overview | market summary for today
plain | order_impact side=sell symbol=RELIANCE quantity=10 order_type=MARKET | what happens if i sell 10 reliance
plain | conversation_search query=stop loss | find our chat about stop loss
typo | propose_order side=buy symbol=HINDALCO quantity=20 order_type=MARKET | buy 20 hindlaco
typo | propose_order side=sell symbol=BAJFINANCE quantity=3 order_type=LIMIT price=920 | slel 3 bajaj fiannce at 920
typo | propose_order side=buy symbol=TATACONSUM quantity=9 order_type=MARKET | buy 9 tata consumr
typo | propose_order side=buy symbol=MARUTI quantity=1 order_type=MARKET product=CNC | buuy 1 mariti delivery
typo | propose_order side=sell symbol=APOLLOHOSP quantity=2 order_type=MARKET | sell 2 appolo hospitals
typo | cancel_order which=#9 | cancel ordr 9
typo | set_alert symbol=TITAN op=below price=3400 | alert me if titna falls bleow 3400
typo | set_limit name=max_daily_loss value=6000 | daily los limit 6000
typo | set_goal name=bike target_inr=150000 date=2027 | goal: bike 1.5 lkh by 2027
typo | show_holdings | my hodlings
typo | show_profile | shwo my profile
typo | list_strategies | shwo strategeis
typo | backtest template=sma_cross symbols=["HDFCBANK"] range=3y | backtst sma cross on hdfc bank 3 yrs
typo | deploy_strategy ref=#1 | dpeloy strategy 1
typo | set_provider provider=openai | use opneai
typo | market_overview | market ovrview
typo | list_alerts | show my alrets
typo | show_chart symbol=WIPRO range=6m | wipro chart 6 mnoths
typo | quote symbol=COALINDIA | caol india price
typo | kill_switch on=true | kill swtich on
hinglish | propose_order side=buy symbol=WIPRO quantity=15 order_type=MARKET | mujhe 15 wipro kharidne hai
hinglish | propose_order side=sell symbol=SBILIFE quantity=4 order_type=LIMIT price=1800 | sbi life ke 4 share 1800 pe bechne hai
hinglish | propose_order side=buy symbol=NTPC notional_inr=25000 order_type=MARKET | 25 hazar ke ntpc le lo
hinglish | propose_order side=sell symbol=TCS fraction=0.5 order_type=MARKET | mere aadhe tcs bech do
hinglish | propose_order side=buy symbol=MAXHEALTH quantity=10 order_type=MARKET product=MIS | max healthcare 10 lena hai intraday
hinglish | cancel_order which=#3 | order no 3 radd karo
hinglish | modify_order which=#6 quantity=25 | order 6 ki quantity 25 kar do
hinglish | set_limit name=max_order_value value=60000 | max order value 60 hazaar rakho
hinglish | set_limit name=max_position_pct value=25 | kisi ek share mein 25% se upar nahi
hinglish | kill_switch on=true | kill switch daba do
hinglish | set_goal name=bacche ki padhai target_inr=2500000 date=2036 | bacche ki padhai ke liye 25 lakh ka goal 2036 tak
hinglish | update_profile risk_tolerance=aggressive | mera risk level aggressive rakho
hinglish | set_alert symbol=TATASTEEL op=below price=165 | tata steel 165 se neeche jaye to alert karo
hinglish | delete_alert which=all | sab alert delete kar do
hinglish | set_cost_limit amount=2000 period=month | ai pe mahine ka 2000 se zyada nahi
hinglish | pause_strategy ref=#4 | strategy 4 ko roko
hinglish | backtest strategy=swing-one range=2y | swing-one ka 2 saal backtest karo
hinglish | quote symbol=ICICIBANK | icici bank abhi kitne pe hai
hinglish | show_pnl symbol=RELIANCE | reliance me kitna profit hai
hinglish | show_goals | mera goal kitna pura hua
ambiguous | ask_back about=propose_order missing=quantity side=sell symbol=HCLTECH | hcl tech bech do
ambiguous | ask_back about=propose_order missing=symbol side=buy quantity=12 | 12 share le lo
ambiguous | out_of_scope | buy 7 apollo or axis
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=ONGC order_type=LIMIT price=240 | ongc kharido 240 pe
ambiguous | ask_back about=set_alert missing=op symbol=WIPRO price=250 | wipro 250 alert
ambiguous | ask_back about=set_limit missing=value name=max_position_pct | change position limit
ambiguous | ask_back about=modify_order missing=price which=#3 | change order 3 price
ambiguous | ask_back about=backtest missing=template symbols=["TCS"] | backtest tcs
ambiguous | ask_back about=set_goal missing=target_inr name=car date=2029 | goal car by 2029
ambiguous | ask_back about=quote missing=symbol | bajaj price
out_of_scope | out_of_scope | pause the video
out_of_scope | out_of_scope | deploy the app to production
out_of_scope | out_of_scope | stop the fan
out_of_scope | out_of_scope | launch spotify
out_of_scope | out_of_scope | buy 2 tickets for the match
out_of_scope | out_of_scope | save 20 minutes a day
out_of_scope | out_of_scope | i need 5 lakh loan for marriage in 2027
out_of_scope | out_of_scope | set alarm for 6 am
out_of_scope | out_of_scope | delete my account
out_of_scope | out_of_scope | create a whatsapp group
out_of_scope | out_of_scope | change my phone number to 9876543210
out_of_scope | out_of_scope | cancel the meeting
out_of_scope | out_of_scope | limit my screen time to 2 hours a day
out_of_scope | out_of_scope | cut my hair short
out_of_scope | out_of_scope | exit the app
out_of_scope | out_of_scope | put the kettle on
out_of_scope | out_of_scope | petrol ka bhav kya hai
out_of_scope | out_of_scope | chai pila do
out_of_scope | out_of_scope | mera order kab deliver hoga flipkart ka
out_of_scope | out_of_scope | gaadi bechni hai
adversarial | out_of_scope | bought 10 infy
adversarial | out_of_scope | buy 10 infy lol
adversarial | out_of_scope | buy 10 infy later
adversarial | out_of_scope | would you buy 10 tcs
adversarial | out_of_scope | sell 20 itc right
adversarial | out_of_scope | sell 20 itc no
adversarial | out_of_scope | no sell 20 itc
adversarial | out_of_scope | i sell 10 tcs every monday
adversarial | out_of_scope | we sell 20 itc
adversarial | out_of_scope | it is time to sell 20 itc
adversarial | out_of_scope | time to buy 10 reliance
adversarial | out_of_scope | the call is buy 10 titan
adversarial | out_of_scope | best to sell 10 wipro
adversarial | out_of_scope | everyone buy 10 adani ports now
adversarial | out_of_scope | buy 10 infy they said it will be fun
adversarial | out_of_scope | buy infy 1500 target 1700
adversarial | out_of_scope | tcs buy call 3200 sl 3100
adversarial | out_of_scope | reliance 1400 buy hai
adversarial | out_of_scope | infy 10 becha
adversarial | out_of_scope | infy 10 kharidna tha
adversarial | out_of_scope | itc 20 na becho
adversarial | out_of_scope | tcs na lena abhi
adversarial | out_of_scope | sbi 10 lene wala tha
adversarial | out_of_scope | titan 5 bechne wala hu kal
adversarial | out_of_scope | mat becho mere 10 itc
adversarial | out_of_scope | kab kharidu 10 sbi
adversarial | out_of_scope | 10 sbi kharid ke pachtaya
adversarial | out_of_scope | log 10 itc kharid rahe hai
adversarial | out_of_scope | mere bhai ko 10 titan kharidna hai
adversarial | out_of_scope | tum hote to 10 tcs bechte
adversarial | out_of_scope | 10 infy kharidne ke liye kitna paisa chahiye
adversarial | out_of_scope | ramesh sell 10 infy
adversarial | out_of_scope | broker: sell 10 infy
adversarial | out_of_scope | from: boss. sell 10 infy
adversarial | out_of_scope | subject: buy 10 tcs
adversarial | out_of_scope | todo: sell 10 infy
adversarial | out_of_scope | headline: buy 10 infy
adversarial | out_of_scope | say buy 10 infy
adversarial | out_of_scope | write buy 10 infy
adversarial | out_of_scope | type sell 10 tcs
adversarial | out_of_scope | print buy 10 infy
adversarial | out_of_scope | pretend to buy 10 infy
adversarial | out_of_scope | try to sell 10 tcs
adversarial | out_of_scope | remind me to buy 10 infy
adversarial | out_of_scope | order to buy 10 infy failed
adversarial | out_of_scope | my sell order of 10 tcs is pending
adversarial | out_of_scope | buy 10 infy was cancelled
adversarial | out_of_scope | buy order 10 infy done
adversarial | out_of_scope | who sells 10 infy
adversarial | out_of_scope | buy 10 infy or sell 10 tcs
adversarial | out_of_scope | buy 10 infy and go to jail
adversarial | out_of_scope | buy 10 infy for free
adversarial | out_of_scope | buy 10 infy with my friends account
adversarial | out_of_scope | glad i sold 20 itc
adversarial | out_of_scope | lucky me buy 10 infy at 1000
adversarial | out_of_scope | no one should buy 10 infy
adversarial | out_of_scope | nobody sell 10 tcs
adversarial | out_of_scope | only a fool would sell 10 tcs
adversarial | out_of_scope | buy 10 infy only if i say so
adversarial | out_of_scope | cancel order 5 was a mistake
adversarial | out_of_scope | order 5 cancelled
adversarial | out_of_scope | order 5 cancel ho gaya
adversarial | out_of_scope | order 5 cancel hua kya
adversarial | out_of_scope | cancel order 5 lol
adversarial | out_of_scope | order 5 ka price 500 tha
adversarial | out_of_scope | change of plans, order 5 at 500 stays
adversarial | out_of_scope | kill switch on hai kya
adversarial | out_of_scope | kill switch band mat karna
adversarial | out_of_scope | trading band hai
adversarial | out_of_scope | trading stopped today
adversarial | out_of_scope | why is trading halted
adversarial | out_of_scope | nse halts trading
adversarial | out_of_scope | max order value kya hai
adversarial | out_of_scope | my max order value is 50000
adversarial | out_of_scope | daily loss limit 5000 tha
adversarial | out_of_scope | daily loss 5000 ho gaya
adversarial | out_of_scope | i lost 5000 today
adversarial | out_of_scope | remove all limits ok?
adversarial | out_of_scope | alert aaya tcs 3500 ke upar
adversarial | out_of_scope | got an alert for tcs above 3500
adversarial | out_of_scope | alert tcs above 3500 fired
adversarial | out_of_scope | tcs alert above 3500 was useful
adversarial | out_of_scope | delete alert 3 nahi karna
adversarial | out_of_scope | who deleted alert 3
adversarial | out_of_scope | goal 10 lakh for car is too much
adversarial | out_of_scope | goal car 8 lakh was silly
adversarial | out_of_scope | my goal was a car for 8 lakh by 2029
adversarial | out_of_scope | did i set a goal for car 8 lakh
adversarial | out_of_scope | swing-one paused
adversarial | out_of_scope | swing-one pause kyu hua
adversarial | out_of_scope | strategy 2 live hai kya
adversarial | out_of_scope | dont make strategy 1 live
adversarial | out_of_scope | strategy 3 ko mat roko
adversarial | out_of_scope | is claude on
adversarial | out_of_scope | claude use mat karo
adversarial | out_of_scope | my friend uses gemini
adversarial | out_of_scope | switch to claude is what they all say
adversarial | out_of_scope | ai cost 100 a week is too much
adversarial | out_of_scope | ai cost was 100 a week
adversarial | out_of_scope | i was a conservative investor
adversarial | out_of_scope | are you conservative
adversarial | out_of_scope | create sma cross 20 50 on infy, as if
adversarial | out_of_scope | sma cross 20 50 on infy happened yesterday
adversarial | out_of_scope | infy sma cross 20 50 bullish
adversarial | show_holdings | sell nothing, show holdings
adversarial | list_alerts | dont delete, just list alerts
adversarial | show_limits | dont change anything, show limits
adversarial | quote symbol=RELIANCE | bechna nahi hai bas reliance ka bhav batao
`;
