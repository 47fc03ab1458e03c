/** An eighth round of new families of phrases, half of it traps around what records; written before it was run. */
export const FRESH_EIGHT = `
plain | propose_order side=sell symbol=WIPRO quantity=55 order_type=LIMIT price=262.4 | wipro sell 55 @ 262.40
plain | propose_order side=buy symbol=TRENT quantity=3 order_type=LIMIT price=5100 product=MIS | mis buy 3 trent limit 5100
plain | propose_order side=sell symbol=ETERNAL fraction=1 order_type=MARKET | sell my entire zomato holding
plain | propose_order side=sell symbol=CIPLA quantity=10 order_type=SL-M trigger_price=1480 | stop loss sell 10 cipla at trigger 1480
plain | modify_order which=#22 price=640 | set the price of order 22 to 640
plain | modify_order which=#22 quantity=35 | increase order 22 to 35 shares
plain | cancel_order which=#40 | i want to cancel order 40
plain | cancel_order which=all | cancel everything pending
plain | set_limit name=max_orders_per_day value=8 | i shouldnt place more than 8 orders a day
plain | set_limit name=max_position_pct value=18 | set max position percent at 18
plain | set_limit name=max_daily_loss value=4500 | cap my loss per day at 4500
plain | kill_switch on=true | stop trading now
plain | kill_switch on=false | restart trading please
plain | set_goal name=vacation target_inr=250000 date=2027-06 | set up a vacation goal of 2.5 lakh by june 2027
plain | set_goal name=college fees target_inr=1800000 date=2032 | i need to save 18 lakh for college fees by 2032
plain | delete_goal which=vacation | get rid of the vacation goal
plain | update_profile risk_tolerance=conservative | my risk appetite is low risk
plain | update_profile stop_loss_pct=7 | change my stop loss to 7 percent
plain | update_profile trading_frequency=monthly | i trade monthly
plain | set_provider provider=gemini | please use gemini for answers
plain | set_provider provider=openai | change my ai to openai
plain | set_cost_limit amount=120 period=week | ai spend limit of 120 per week
plain | set_alert symbol=AXISBANK op=below price=1150 | warn me if axis bank dips below 1150
plain | set_alert symbol=TITAN op=above price=3700 | i want an alert when titan crosses 3700
plain | delete_alert which=titan | remove the alert on titan
plain | create_strategy template=donchian_breakout symbols=["M&M"] params={"period":40} | new 40 day donchian strategy for m&m
plain | create_strategy template=momentum symbols=["SBIN"] params={"lookback":60} | i want a 60 day momentum strategy on sbi
plain | backtest template=momentum symbols=["HDFCBANK"] range=5y | check how momentum did on hdfc bank in 5 years with a backtest
plain | deploy_strategy ref=#7 | please activate strategy #7
plain | pause_strategy ref=trend-two | can you pause trend-two
plain | show_portfolio | show me where i stand overall
plain | show_pnl period=month | how did i do this month
plain | quote symbol=BAJFINANCE | bajaj finance ka current rate
plain | show_chart symbol=SBIN range=5y | 5y chart sbin
plain | risk_report | is my portfolio too concentrated
plain | list_strategies | give me the list of strategies
plain | ai_usage period=week | ai usage for the week
typo | propose_order side=buy symbol=BAJAJFINSV quantity=6 order_type=MARKET | buy 6 bajaj finsrev
typo | propose_order side=sell symbol=SUNPHARMA quantity=16 order_type=LIMIT price=1700 | sell 16 sun pahrma at 1700
typo | propose_order side=buy symbol=TATACONSUM quantity=25 order_type=MARKET | purchas 25 tata consumer
typo | cancel_order which=#18 | cancell order 18
typo | set_limit name=max_order_value value=40000 | set max oder value 40000
typo | set_alert symbol=INFY op=below price=1400 | alret me if infosys drps below 1400
typo | delete_goal which=house | delte house goal
typo | deploy_strategy ref=#3 | depoly strategy 3
typo | show_goals | shwo my gaols
typo | risk_report | show rsik report
hinglish | propose_order side=buy symbol=KOTAKBANK quantity=20 order_type=MARKET | kotak bank ke bees share kharid dijiye
hinglish | propose_order side=sell symbol=JSWSTEEL quantity=13 order_type=LIMIT price=1100 | 13 jsw steel 1100 me bech do
hinglish | propose_order side=buy symbol=LT notional_inr=100000 order_type=MARKET | l&t me 1 lakh laga do
hinglish | modify_order which=#9 quantity=45 | order 9 me quantity badal ke 45 karo
hinglish | cancel_order which=last | pichla order cancel karna hai
hinglish | set_limit name=max_daily_loss value=6000 | roz ka nuksan 6000 se zyada nahi hona chahiye
hinglish | kill_switch on=true | kill switch on kar do
hinglish | set_goal name=ghar target_inr=4000000 date=2031 | 2031 tak ghar ke liye 40 lakh bachana hai
hinglish | delete_goal which=ghar | ghar wala goal mita do
hinglish | set_provider provider=gemini | mujhe gemini use karna hai
hinglish | set_cost_limit amount=80 period=day | ai ka kharcha roz 80 rupaye se kam rakho
hinglish | set_alert symbol=TCS op=below price=3000 | tcs 3000 se neeche gire to mujhe bata dena
hinglish | delete_alert which=all | saare alert hatao
hinglish | create_strategy template=rsi_reversion symbols=["SBIN"] | sbi ke liye rsi reversion strategy banao
hinglish | pause_strategy ref=#6 | strategy 6 band kar do
hinglish | deploy_strategy ref=trend-two | trend-two ko deploy karo
hinglish | show_chart symbol=RELIANCE range=1y | reliance ka ek saal ka chart dikhao
hinglish | ai_usage period=month | ai ka is mahine ka bill dikhao
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=TITAN | titan lena hai
ambiguous | ask_back about=propose_order missing=symbol side=sell quantity=30 | adani ke 30 share bech do
ambiguous | ask_back about=set_alert missing=op+price symbol=ITC | itc ka alert laga do
ambiguous | ask_back about=cancel_order missing=which | order radd kar do
ambiguous | ask_back about=deploy_strategy missing=ref | strategy live karo
ambiguous | ask_back about=set_limit missing=value name=max_order_value | set max order value
adversarial | out_of_scope | sharma ji ka goal 20 lakh ka hai
adversarial | out_of_scope | india set a goal of 5 trillion by 2028
adversarial | out_of_scope | goal of 10 lakh for bike seems a lot
adversarial | out_of_scope | most couples save 15 lakh for a wedding
adversarial | out_of_scope | saved 3 lakh for a bike already
adversarial | out_of_scope | saving 5 lakh for a car takes years
adversarial | out_of_scope | created goal car 8 lakh by 2029 last night
adversarial | out_of_scope | new goal set for car 8 lakh, thanks to dad
adversarial | out_of_scope | company sets a goal of 50 crore by 2030
adversarial | out_of_scope | modi set goal 2 crore houses by 2029
adversarial | out_of_scope | goal car 8 lakh by 2029 missed
adversarial | out_of_scope | could a goal of 1 crore by 2040 work
adversarial | out_of_scope | ek goal tha 5 lakh ka bike ke liye
adversarial | out_of_scope | the goal for 2027 is 8 lakh for the sales team
adversarial | out_of_scope | bike ke liye 2 lakh jodne me kitna time lagega
adversarial | out_of_scope | goal deletes itself
adversarial | out_of_scope | anita deleted the house goal
adversarial | out_of_scope | house goal delete hua tha kya
adversarial | out_of_scope | switched to claude
adversarial | out_of_scope | model changed to gemini
adversarial | out_of_scope | claude set as default by whom
adversarial | out_of_scope | which one is better, claude or gemini
adversarial | out_of_scope | gemini on android
adversarial | out_of_scope | using claude costs how much
adversarial | out_of_scope | use of openai at work is banned
adversarial | out_of_scope | the app uses openai
adversarial | out_of_scope | they switched us to gemini
adversarial | out_of_scope | claude use karne ka kharcha
adversarial | out_of_scope | offline chala gaya internet
adversarial | out_of_scope | offline kaam karta hai kya
adversarial | out_of_scope | switch off claude code
adversarial | out_of_scope | priyanka pause strategy 2
adversarial | out_of_scope | pausing strategy 2 cost me
adversarial | out_of_scope | strategy 2 pauses at noon
adversarial | out_of_scope | strategy 2 on hold
adversarial | out_of_scope | who put strategy 2 on hold
adversarial | out_of_scope | swing-one live kab hogi
adversarial | out_of_scope | trend-two band ho gaya
adversarial | out_of_scope | trend-two band kyun hai
adversarial | out_of_scope | strategy 3 start nahi ho rahi
adversarial | out_of_scope | strategy 3 deploy hone ke baad kya hoga
adversarial | out_of_scope | is it safe to deploy strategy 3
adversarial | out_of_scope | deployed strategy 3
adversarial | out_of_scope | activated strategy 3 today
adversarial | out_of_scope | launched swing-one
adversarial | out_of_scope | launching swing-one soon
adversarial | out_of_scope | creating sma cross on infy takes time
adversarial | out_of_scope | made a momentum strategy on tcs
adversarial | out_of_scope | momentum on tcs looks good
adversarial | out_of_scope | infy momentum strategy kaam karti hai kya
adversarial | out_of_scope | alert when tcs crosses 4000 came late
adversarial | out_of_scope | alerted when infy fell under 1400
adversarial | out_of_scope | tcs alert above 4000 triggered
adversarial | out_of_scope | notify if tcs above 4000 kaise set kare
adversarial | out_of_scope | infy 1500 cross kare to kya karu
adversarial | out_of_scope | tcs 4000 ke upar jaye to accha hoga
adversarial | out_of_scope | nilesh wants an alert for tcs above 4000
adversarial | out_of_scope | removed alert 3
adversarial | out_of_scope | deleting alert 3 failed
adversarial | out_of_scope | deletes all alerts
adversarial | out_of_scope | tcs ka alert hat gaya
adversarial | out_of_scope | swing trading is tiring
adversarial | out_of_scope | aggressive trading wins
adversarial | out_of_scope | long term is better than short term
adversarial | out_of_scope | most people are conservative
adversarial | out_of_scope | was i aggressive last year
adversarial | out_of_scope | moderate risk funds
adversarial | out_of_scope | my portfolio looks aggressive
adversarial | out_of_scope | stop loss 5% hit
adversarial | out_of_scope | take profit 10% reached
adversarial | out_of_scope | increased max order value to 50000
adversarial | out_of_scope | max order value raised to 50000
adversarial | out_of_scope | lost 5000 in a day, over my limit
adversarial | out_of_scope | orders per day 20 exceeded
adversarial | out_of_scope | sets daily loss limit to 5000
adversarial | out_of_scope | ai cost limit 500 per month reached
adversarial | out_of_scope | ai budget 500 a month exceeded
adversarial | out_of_scope | spent 200 on ai this week, under budget
adversarial | out_of_scope | halted trading
adversarial | out_of_scope | trading resumed
adversarial | out_of_scope | resuming trading was silly
adversarial | out_of_scope | trading start hone me time hai
adversarial | out_of_scope | kill switch turned on
adversarial | out_of_scope | updated order 5 price to 500
adversarial | out_of_scope | order 5 moved to 500
adversarial | out_of_scope | cancels order 5
adversarial | out_of_scope | cancelling order 5 took ages
adversarial | out_of_scope | suresh cancel order 5
adversarial | out_of_scope | picked 10 tcs
adversarial | out_of_scope | grabbed 10 tcs at 3100
adversarial | out_of_scope | 10 tcs buys today
adversarial | out_of_scope | offloading 10 tcs
adversarial | out_of_scope | mutual funds bought 10 lakh tcs
adversarial | out_of_scope | 10 tcs again
adversarial | out_of_scope | purchase of 10 tcs completed
adversarial | out_of_scope | 10 tcs kab bechu
adversarial | out_of_scope | kab bechna hai 10 tcs
adversarial | out_of_scope | kharidi 10 tcs ki
adversarial | out_of_scope | 10 tcs le aaya
adversarial | out_of_scope | 10 tcs bikwa diye
`;
