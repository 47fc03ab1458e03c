/** Written by someone who had not read the rules, before the first run on them; then learned from. */
export const FRESH_ONE = `
plain | propose_order side=buy symbol=RELIANCE quantity=12 order_type=MARKET | buy 12 reliance
plain | propose_order side=buy symbol=MAXHEALTH quantity=20 order_type=MARKET product=CNC | buy 20 max healthcare for delivery
plain | propose_order side=sell symbol=BAJAJ-AUTO quantity=2 order_type=LIMIT price=9450 | sell 2 bajaj auto at 9450
plain | propose_order side=buy symbol=ULTRACEMCO quantity=1 order_type=LIMIT price=11800 | limit buy 1 ultratech at 11800
plain | propose_order side=sell symbol=ITC quantity=100 order_type=SL price=409 trigger_price=410 | sell 100 itc stop loss trigger 410 limit 409
plain | propose_order side=sell symbol=MARUTI quantity=3 order_type=SL-M trigger_price=12500 | stop loss sell 3 maruti at trigger 12500
plain | propose_order side=buy symbol=TITAN quantity=5 order_type=SL price=3610 trigger_price=3600 | buy 5 titan sl trigger 3600 price 3610
plain | propose_order side=buy symbol=SHRIRAMFIN notional_inr=25000 order_type=MARKET | buy shriram finance for 25k rupees
plain | propose_order side=buy symbol=ADANIPORTS notional_inr=100000 order_type=MARKET | put 1 lakh into adani ports
plain | propose_order side=sell symbol=HDFCLIFE notional_inr=30000 order_type=MARKET | sell ₹30000 worth of hdfc life
plain | propose_order side=sell symbol=DRREDDY fraction=0.5 order_type=MARKET | sell half my dr reddy
plain | propose_order side=sell symbol=WIPRO fraction=0.25 order_type=MARKET | sell a quarter of my wipro
plain | propose_order side=sell symbol=ONGC fraction=1 order_type=MARKET | exit ongc completely
plain | propose_order side=sell symbol=JSWSTEEL fraction=0.3 order_type=MARKET | sell 30% of jsw steel
plain | propose_order side=buy symbol=AXISBANK quantity=40 order_type=MARKET product=MIS | buy 40 axis bank mis
plain | propose_order side=sell symbol=TCS quantity=4 order_type=LIMIT price=3250 product=MIS | sell 4 tcs @ 3250 intraday
plain | propose_order side=buy symbol=ETERNAL quantity=60 order_type=MARKET | buy 60 zomato shares
plain | propose_order side=sell symbol=M&M quantity=7 order_type=MARKET | sell 7 m&m
plain | propose_order side=buy symbol=BHARTIARTL quantity=10 order_type=MARKET | pick up 10 bharti airtel
plain | propose_order side=buy symbol=SBILIFE quantity=9 order_type=MARKET | place an order for 9 sbi life buy at market
plain | cancel_order which=#3 | cancel order number 3
plain | cancel_order which=last | cancel my latest order
plain | cancel_order which=all | cancel every open order
plain | modify_order which=#5 price=1420 | change order 5 price to 1420
plain | modify_order which=#2 quantity=30 | make order 2 quantity 30
plain | ask_back about=modify_order missing=price which=last | change my last order to 610
plain | set_limit name=max_order_value value=50000 | max order value 50000
plain | set_limit name=max_daily_loss value=10000 | set daily loss limit to 10000
plain | set_limit name=max_position_pct value=15 | not more than 15% in a single stock
plain | set_limit name=max_orders_per_day value=8 | limit me to 8 orders per day
plain | set_limit name=max_daily_loss value=5000 | stop me if i lose 5000 in a day
plain | kill_switch on=true | kill switch on
plain | kill_switch on=false | turn off the kill switch
plain | kill_switch on=true | halt trading now
plain | kill_switch on=false | resume trading
plain | set_goal name=house target_inr=5000000 date=2035 | goal: house 50 lakh by 2035
plain | set_goal name=retirement target_inr=30000000 date=2045 | i want 3 crore for retirement by 2045
plain | set_goal name=laptop target_inr=120000 date=2027-01 | save 1.2 lakh for a laptop by january 2027
plain | delete_goal which=house | delete the house goal
plain | delete_goal which=#2 | delete goal 2
plain | update_profile risk_tolerance=aggressive | change risk tolerance to aggressive
plain | set_provider provider=openai | use openai
plain | set_provider provider=claude | switch to claude
plain | set_provider provider=offline | go offline mode
plain | set_cost_limit amount=50 period=day | limit ai cost to 50 rupees a day
plain | set_cost_limit amount=1000 period=month | ai budget 1000 per month
plain | set_alert symbol=INFY op=above price=1700 | alert me when infosys crosses 1700
plain | set_alert symbol=SBIN op=below price=780 | notify if sbi goes below 780
plain | set_alert symbol=TITAN op=above price=4000 | let me know when titan hits 4000 on the upside
plain | set_alert symbol=NIFTY 50 op=below price=24000 | alert if nifty falls below 24000
plain | delete_alert which=#3 | delete alert 3
plain | delete_alert which=all | remove all my alerts
plain | list_alerts | show my alerts
plain | create_strategy template=sma_cross symbols=["INFY"] params={"fast":20,"slow":50} | create sma cross 20 50 on infy
plain | create_strategy template=momentum symbols=["TCS","WIPRO"] params={"lookback":90} | make a momentum strategy on tcs and wipro with lookback 90
plain | create_strategy template=rsi_reversion symbols=["ITC"] params={"period":14,"lower":30,"upper":70} | rsi reversion strategy on itc period 14 lower 30 upper 70
plain | backtest template=sma_cross symbols=["RELIANCE"] range=3y | backtest sma cross on reliance for 3 years
plain | backtest strategy=swing-one | backtest swing-one
plain | backtest strategy=my-momo range=1y | backtest my-momo over 1 year
plain | deploy_strategy ref=swing-one | deploy swing-one
plain | deploy_strategy ref=#2 | deploy strategy 2
plain | pause_strategy ref=#3 | pause strategy 3
plain | pause_strategy ref=swing-one | stop strategy swing-one
plain | show_portfolio | portfolio summary
plain | show_portfolio | whats my account worth
plain | show_holdings | what am i holding
plain | show_positions | my open positions
plain | show_pnl period=month | how much have i made this month
plain | show_pnl symbol=INFY period=all | total pnl on infy
plain | quote symbol=TCS | tcs price
plain | quote symbol=HINDALCO | what is hindalco trading at
plain | show_chart symbol=POWERGRID range=6m | power grid 6 month chart
plain | search_symbol query=motherson | find the symbol for motherson
plain | list_orders status=open | any pending orders
plain | list_orders status=all | full order history
plain | order_impact side=buy symbol=TCS quantity=20 order_type=MARKET | what would be the impact of buying 20 tcs
plain | risk_report | how risky is my portfolio
plain | show_limits | what are my limits
plain | list_strategies | list my strategies
plain | show_signals | any new signals today
plain | show_recommendations | any recommendations for me
plain | show_goals | show my goals
plain | show_profile | show my investor profile
plain | market_overview | how is the market today
plain | ai_usage period=month | ai cost this month
plain | conversation_search query=titan | what did we say about titan
plain | help | what can you do
plain | smalltalk | good morning
plain | smalltalk | thanks a lot
typo | propose_order side=buy symbol=RELIANCE quantity=10 order_type=MARKET | byu 10 relaince
typo | propose_order side=sell symbol=HDFCBANK quantity=5 order_type=MARKET | sel 5 hdfc bnak
typo | propose_order side=buy symbol=WIPRO quantity=20 order_type=LIMIT price=240 | buy 20 wirpo limt 240
typo | propose_order side=sell symbol=ASIANPAINT quantity=3 order_type=MARKET | sell 3 asain paints
typo | propose_order side=buy symbol=KOTAKBANK quantity=8 order_type=MARKET product=MIS | buy 8 kotka bank intrday
typo | propose_order side=sell symbol=TATASTEEL quantity=50 order_type=SL-M trigger_price=170 | sl sell 50 tata steeel triger 170
typo | propose_order side=buy symbol=ICICIBANK quantity=11 order_type=MARKET | purchse 11 icici bankk
typo | propose_order side=sell symbol=SUNPHARMA fraction=0.5 order_type=MARKET | sell hlaf of my sun phrama
typo | propose_order side=sell symbol=NESTLEIND fraction=1 order_type=MARKET | sell al my nestel
typo | propose_order side=buy symbol=BAJFINANCE quantity=6 order_type=MARKET | buy 6 bajaj finanec
typo | propose_order side=buy symbol=TRENT notional_inr=20000 order_type=MARKET | buy 20000 ruppees of trent
typo | propose_order side=buy symbol=CIPLA quantity=15 order_type=MARKET | bbuy 15 cpila
typo | propose_order side=sell symbol=EICHERMOT quantity=2 order_type=MARKET | sell 2 eicher mtoors
typo | propose_order side=buy symbol=ADANIENT quantity=4 order_type=LIMIT price=2300 | buy 4 adani entreprises at 2300
typo | propose_order side=buy symbol=INFY quantity=25 order_type=MARKET | buy 25 infosyss at markte
typo | propose_order side=sell symbol=HCLTECH quantity=14 order_type=MARKET | seell 14 hcl tehc
typo | propose_order side=buy symbol=INDIGO quantity=2 order_type=MARKET | buy 2 indgio
typo | propose_order side=sell symbol=POWERGRID quantity=100 order_type=LIMIT price=291 product=CNC | sell 100 powr grid at 291 delivrey
typo | show_portfolio | my portfolo
typo | show_holdings | shwo holdigns
typo | show_positions | opne positions
typo | show_pnl period=month | proft this mnoth
typo | show_pnl symbol=TITAN period=year | pnl on titn this yaer
typo | quote symbol=RELIANCE | relianc pirce
typo | quote symbol=SUNPHARMA | what is the prce of sun pharma
typo | show_chart symbol=TCS range=1y | tcs chrat 1 year
typo | show_chart symbol=ITC range=3m | itc 3 motnh chart
typo | list_orders status=open | pneding orders
typo | list_orders status=today | todyas orders
typo | order_impact side=sell symbol=ITC quantity=50 order_type=MARKET | waht happens if i sell 50 itc
typo | risk_report | rsik report
typo | show_limits | my limts
typo | cancel_order which=#4 | cancle order 4
typo | cancel_order which=all | cacnel all orders
typo | modify_order which=#6 price=520 | modfy order 6 price 520
typo | set_limit name=max_order_value value=40000 | max ordr value 40000
typo | set_limit name=max_daily_loss value=8000 | set max daly loss 8000
typo | kill_switch on=true | kil switch on
typo | kill_switch on=false | trun off kill swich
typo | set_goal name=car target_inr=800000 date=2029 | gaol: car 8 lakh by 2029
typo | show_goals | show my gaols
typo | show_profile | my profiel
typo | set_provider provider=gemini | swtich to gemini
typo | set_provider provider=claude | use cluade
typo | set_cost_limit amount=200 period=week | ai cost limti 200 a week
typo | set_alert symbol=TCS op=above price=3600 | alret when tcs crosses 3600
typo | set_alert symbol=ONGC op=below price=230 | notify me if ongc drosp below 230
typo | delete_alert which=#2 | delte alert 2
typo | list_alerts | my aletrs
typo | list_strategies | my stratgies
typo | show_signals | todays singals
typo | show_recommendations | any recomendations
typo | create_strategy template=sma_cross symbols=["SBIN"] params={"fast":10,"slow":40} | craete sma cross 10 40 on sbi
typo | backtest template=momentum symbols=["LT"] range=2y | bcaktest momentum on larsen 2 yeras
typo | backtest template=donchian_breakout symbols=["TATASTEEL"] range=5y | backtest donchain breakout on tata steel 5 years
typo | deploy_strategy ref=#3 | deplyo strategy 3
typo | pause_strategy ref=#1 | puase strategy 1
typo | market_overview | hows the mraket
typo | ai_usage period=today | ai csot today
typo | conversation_search query=infosys | what did i say abuot infosys
typo | help | hlep
typo | search_symbol query=paytm | serach symbol paytm
hinglish | propose_order side=buy symbol=RELIANCE quantity=5 order_type=MARKET | reliance ke 5 share kharid lo
hinglish | propose_order side=sell symbol=INFY quantity=10 order_type=MARKET | infy ke 10 share bech do
hinglish | propose_order side=buy symbol=SBIN quantity=20 order_type=LIMIT price=790 | sbi 20 le lo 790 pe
hinglish | propose_order side=sell symbol=TATASTEEL quantity=100 order_type=LIMIT price=178 | 100 tata steel 178 me bech do
hinglish | propose_order side=buy symbol=ITC notional_inr=50000 order_type=MARKET | 50 hazaar ka itc kharid lo
hinglish | propose_order side=buy symbol=HDFCBANK notional_inr=150000 order_type=MARKET | dedh lakh ka hdfc bank le lo
hinglish | propose_order side=sell symbol=WIPRO fraction=0.5 order_type=MARKET | wipro ka aadha bech do
hinglish | propose_order side=sell symbol=ONGC fraction=1 order_type=MARKET | saara ongc bech do
hinglish | ask_back about=propose_order missing=quantity side=buy symbol=TITAN product=CNC | do titan delivery me kharido
hinglish | propose_order side=sell symbol=ETERNAL quantity=30 order_type=MARKET product=MIS | zomato ke 30 intraday me becho
hinglish | ask_back about=propose_order missing=symbol side=buy quantity=4 | mahindra ke 4 share lena hai
hinglish | propose_order side=sell symbol=ICICIBANK quantity=15 order_type=SL-M trigger_price=1350 | icici bank ke 15 share 1350 trigger pe stop loss sell lagao
hinglish | propose_order side=buy symbol=BEL quantity=50 order_type=MARKET | bhai bel ke pachas share le le
hinglish | propose_order side=buy symbol=LT quantity=3 order_type=LIMIT price=3600 | larsen 3 share 3600 ke bhav pe kharidna hai
hinglish | propose_order side=sell symbol=COALINDIA quantity=40 order_type=MARKET | coal india 40 nikal do
hinglish | show_portfolio | mera portfolio kitne ka hai
hinglish | show_holdings | mere paas kaunse share hain
hinglish | show_positions | khuli positions dikhao
hinglish | show_pnl period=today | aaj kitna munafa hua
hinglish | show_pnl period=month symbol=TCS | tcs me is mahine kitna kamaya
hinglish | show_pnl period=year | is saal ka profit batao
hinglish | quote symbol=TCS | tcs ka rate kya hai
hinglish | quote symbol=MARUTI | maruti ka bhaav batao
hinglish | show_chart symbol=INFY range=1y | infy ka ek saal ka chart dikhao
hinglish | show_chart symbol=SBIN range=3m | sbi ka 3 mahine ka chart
hinglish | search_symbol query=paytm | paytm ka symbol kya hai
hinglish | list_orders status=today | aaj ke orders dikhao
hinglish | list_orders status=open | kaunse order pending hain
hinglish | order_impact side=buy symbol=INFY quantity=50 order_type=MARKET | agar main 50 infy lu to kya asar hoga
hinglish | risk_report | mere portfolio me kitna risk hai
hinglish | show_limits | meri limits kya hain
hinglish | cancel_order which=#6 | order 6 cancel karo
hinglish | cancel_order which=all | saare order cancel kar do
hinglish | cancel_order which=last | pichla order cancel kar do
hinglish | modify_order which=#4 price=850 | order 4 ka price 850 kar do
hinglish | set_limit name=max_orders_per_day value=10 | din me 10 se zyada order nahi
hinglish | set_limit name=max_daily_loss value=3000 | ek din me 3000 se zyada loss nahi hona chahiye
hinglish | set_limit name=max_order_value value=25000 | ek order 25000 se bada na ho
hinglish | set_limit name=max_position_pct value=20 | ek share me 20% se zyada nahi
hinglish | kill_switch on=true | sab trading band karo
hinglish | kill_switch on=false | trading phir se shuru karo
hinglish | set_goal name=ghar target_inr=4000000 date=2032 | ghar ke liye 40 lakh chahiye 2032 tak
hinglish | set_goal name=beti ki shaadi target_inr=2000000 date=2034 | beti ki shaadi ke liye 20 lakh jodna hai 2034 tak
hinglish | show_goals | mere goals dikhao
hinglish | delete_goal which=ghar | ghar wala goal delete karo
hinglish | show_profile | meri profile dikhao
hinglish | update_profile risk_tolerance=moderate | mera risk profile moderate kar do
hinglish | set_provider provider=openai | openai use karo
hinglish | set_provider provider=claude | ab claude pe switch karo
hinglish | set_cost_limit amount=30 period=day | ai pe roz 30 rupaye se zyada mat kharch karo
hinglish | set_cost_limit amount=500 period=month | ai ka kharcha mahine me 500 tak rakho
hinglish | ai_usage period=month | is mahine ai pe kitna kharch hua
hinglish | set_alert symbol=RELIANCE op=above price=1600 | reliance 1600 ke upar jaye to batana
hinglish | set_alert symbol=HDFCBANK op=below price=950 | hdfc bank 950 se niche aaye to bata dena
hinglish | delete_alert which=#1 | alert 1 hata do
hinglish | list_alerts | mere alerts dikhao
hinglish | create_strategy template=sma_cross symbols=["TCS"] params={"fast":20,"slow":100} | tcs pe 20 100 sma cross strategy banao
hinglish | create_strategy template=momentum symbols=["RELIANCE"] params={"lookback":60} | reliance pe 60 din ka momentum strategy bana do
hinglish | backtest template=sma_cross symbols=["ITC"] range=2y | itc pe sma cross ka 2 saal ka backtest karo
hinglish | deploy_strategy ref=#2 | strategy 2 ko live karo
hinglish | deploy_strategy ref=swing-one | swing-one chalu karo
hinglish | pause_strategy ref=#2 | strategy 2 rok do
hinglish | list_strategies | meri strategies dikhao
hinglish | show_signals | aaj ke signals batao
hinglish | show_recommendations | kya kharidna chahiye aaj
hinglish | market_overview | aaj market kaisa hai
hinglish | conversation_search query=titan | titan ke baare me humne kya baat ki thi
hinglish | help | tum kya kya kar sakte ho
hinglish | smalltalk | kaise ho bhai
hinglish | smalltalk | shukriya
`;
