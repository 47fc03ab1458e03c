export const WRITES = `
plain | propose_order side=buy symbol=INFY quantity=10 order_type=MARKET | buy 10 infy
plain | propose_order side=buy symbol=RELIANCE quantity=25 order_type=MARKET | please buy 25 shares of reliance
plain | propose_order side=sell symbol=TCS quantity=5 order_type=MARKET | sell 5 tcs
plain | propose_order side=buy symbol=HDFCBANK quantity=10 order_type=LIMIT price=1650 | buy 10 hdfc bank at 1650
plain | propose_order side=buy symbol=HDFCBANK quantity=10 order_type=LIMIT price=1650.5 | buy 10 hdfc bank @ 1650.50
plain | propose_order side=sell symbol=SBIN quantity=50 order_type=LIMIT price=810 product=MIS | sell 50 sbi limit 810 intraday
plain | propose_order side=buy symbol=ITC notional_inr=50000 order_type=MARKET | buy itc worth 50k
plain | propose_order side=buy symbol=ITC notional_inr=50000 order_type=MARKET | buy 50k worth of itc
plain | propose_order side=buy symbol=TCS notional_inr=25000 order_type=MARKET | buy ₹25,000 of tcs
plain | propose_order side=buy symbol=WIPRO notional_inr=10000 order_type=MARKET | invest 10000 in wipro
plain | propose_order side=buy symbol=TITAN notional_inr=200000 order_type=MARKET | buy 2 lakh worth of titan
plain | propose_order side=buy symbol=TITAN notional_inr=5000 order_type=MARKET | buy titan for rs 5000
plain | propose_order side=sell symbol=INFY fraction=0.5 order_type=MARKET | sell half of my infy
plain | propose_order side=sell symbol=INFY fraction=1 order_type=MARKET | sell all my infy shares
plain | propose_order side=sell symbol=ITC fraction=0.25 order_type=MARKET | sell 25% of my itc
plain | propose_order side=sell symbol=ITC fraction=0.25 order_type=MARKET | sell a quarter of itc
plain | propose_order side=sell symbol=MARUTI quantity=2 order_type=SL price=11900 trigger_price=12000 | sl sell 2 maruti trigger 12000 price 11900
plain | propose_order side=sell symbol=MARUTI quantity=2 order_type=SL price=11900 trigger_price=12000 | sell 2 maruti stop loss trigger 12000 limit 11900
plain | propose_order side=sell symbol=AXISBANK quantity=40 order_type=SL-M trigger_price=1050 | sell 40 axis bank sl-m trigger 1050
plain | propose_order side=buy symbol=LT quantity=3 order_type=MARKET product=CNC | buy 3 l&t delivery
plain | propose_order side=buy symbol=M&M quantity=4 order_type=MARKET product=CNC | buy 4 m&m cnc
plain | propose_order side=buy symbol=BHARTIARTL quantity=12 order_type=MARKET | i want to buy 12 airtel
plain | propose_order side=buy symbol=POWERGRID quantity=100 order_type=MARKET | place an order to buy 100 power grid
plain | propose_order side=sell symbol=COALINDIA quantity=1000 order_type=MARKET | sell 1,000 coal india shares
plain | propose_order side=sell symbol=COALINDIA quantity=1000 order_type=MARKET | sell 1k shares of coal india
plain | propose_order side=buy symbol=ETERNAL quantity=30 order_type=MARKET | buy 30 zomato
plain | propose_order side=buy symbol=BAJAJFINSV quantity=6 order_type=LIMIT price=2000 | limit buy 6 bajaj finserv at 2000
plain | propose_order side=buy symbol=ADANIPORTS quantity=7 order_type=MARKET | buy seven adani ports
hinglish | propose_order side=buy symbol=INFY quantity=10 order_type=MARKET | 10 infy kharido
hinglish | propose_order side=buy symbol=TCS quantity=5 order_type=MARKET | tcs ke 5 share le lo
hinglish | propose_order side=sell symbol=RELIANCE quantity=20 order_type=MARKET | reliance ke 20 share bech do
hinglish | propose_order side=buy symbol=SBIN notional_inr=50000 order_type=MARKET | 50 hazaar ka sbi kharid lo
hinglish | propose_order side=buy symbol=SBIN notional_inr=5000 order_type=MARKET | sbi mein 5000 lagao
hinglish | propose_order side=buy symbol=SBIN notional_inr=150000 order_type=MARKET | dedh lakh ka sbi le lo
hinglish | propose_order side=sell symbol=ITC fraction=0.5 order_type=MARKET | aadha itc bech do
hinglish | propose_order side=sell symbol=ITC fraction=1 order_type=MARKET | saara itc bech do
hinglish | propose_order side=sell symbol=ITC fraction=1 order_type=MARKET | itc ke sab share nikal do
hinglish | propose_order side=buy symbol=WIPRO quantity=50 order_type=LIMIT price=240 | wipro 50 share 240 pe kharido
hinglish | propose_order side=sell symbol=NTPC quantity=15 order_type=LIMIT price=345.5 | ntpc ke 15 share 345.5 par bech do
hinglish | propose_order side=buy symbol=TATASTEEL quantity=10 order_type=MARKET product=MIS | tata steel 10 intraday le lo
hinglish | propose_order side=buy symbol=CIPLA quantity=10 order_type=MARKET | bhai das share cipla ke le lo
hinglish | propose_order side=sell symbol=CIPLA quantity=8 order_type=SL-M trigger_price=1400 | cipla 8 share bech do 1400 ka trigger
hinglish | propose_order side=buy symbol=JSWSTEEL quantity=10 order_type=MARKET | mujhe 10 jsw steel kharidna hai
typo | propose_order side=buy symbol=RELIANCE quantity=10 order_type=MARKET | byu 10 relaince
typo | propose_order side=sell symbol=HINDALCO quantity=12 order_type=MARKET | sel 12 hindlaco
typo | propose_order side=buy symbol=ICICIBANK quantity=10 order_type=MARKET | buy 10 icici bnk
typo | propose_order side=buy symbol=ULTRACEMCO quantity=2 order_type=MARKET product=MIS | purchse 2 ultratch cement intrday
typo | propose_order side=sell symbol=BHARTIARTL quantity=10 order_type=MARKET | sell 10 bharti airtl at markt
typo | propose_order side=buy symbol=DRREDDY quantity=10 order_type=LIMIT price=1200 | buy 10 dr redy limt 1200
typo | propose_order side=buy symbol=TCS quantity=10 order_type=MARKET | buy 10 tsc
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=INFY | buy infy
ambiguous | ask_back about=propose_order missing=symbol side=buy quantity=10 | buy 10
ambiguous | ask_back about=propose_order missing=symbol+quantity side=buy | buy
ambiguous | ask_back about=propose_order missing=side symbol=INFY quantity=10 | 10 shares of infy
ambiguous | ask_back about=propose_order missing=side symbol=TCS quantity=10 | place order for 10 tcs
ambiguous | ask_back about=propose_order missing=symbol side=sell quantity=10 | sell 10 bajaj
ambiguous | ask_back about=propose_order missing=symbol side=buy quantity=5 | buy 5 adani
ambiguous | ask_back about=propose_order missing=quantity side=sell symbol=TCS | tcs bech do
ambiguous | ask_back about=propose_order missing=symbol side=sell fraction=1 | sell everything
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=ITC | buy some itc
ambiguous | ask_back about=propose_order missing=price side=buy symbol=ITC quantity=10 | limit buy 10 itc
ambiguous | ask_back about=propose_order missing=trigger_price side=sell symbol=ITC quantity=10 | sl sell 10 itc
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=SBIN | buy 5k sbi
ambiguous | ask_back about=propose_order missing=symbol side=buy quantity=10 | tata ke 10 share kharido
ambiguous | ask_back about=propose_order missing=quantity side=sell symbol=INFY | exit infy
ambiguous | ask_back about=propose_order missing=symbol+quantity side=sell | kuch bech do
plain | modify_order which=#8 price=1450 | modify order 8 price to 1450
plain | modify_order which=#8 price=1450 | change #8 to price 1450
plain | modify_order which=#3 quantity=20 | change order 3 quantity to 20
plain | modify_order which=last price=500 | change my last order to rs 500
hinglish | modify_order which=#5 price=1450 | order 5 ka price 1450 kar do
hinglish | modify_order which=#4 quantity=30 | order 4 ki quantity 30 kar do
plain | modify_order which=#7 trigger_price=95 | modify order 7 trigger to 95
typo | modify_order which=#8 price=300 | modfy order 8 price 300
ambiguous | ask_back about=modify_order missing=which price=500 | change order price to 500
plain | cancel_order which=#12 | cancel order #12
plain | cancel_order which=last | cancel my last order
plain | cancel_order which=all | cancel all orders
plain | cancel_order which=all | cancel all my pending orders
plain | cancel_order which=#3 | cancel #3
hinglish | cancel_order which=#8 | order 8 cancel karo
hinglish | cancel_order which=all | sab order cancel kar do
hinglish | cancel_order which=last | aakhri order hatao
typo | cancel_order which=#4 | cancle oder 4
ambiguous | ask_back about=cancel_order missing=which | cancel my order
ambiguous | ask_back about=cancel_order missing=which | order cancel karo
plain | set_limit name=max_order_value value=50000 | set max order value to 50000
plain | set_limit name=max_order_value value=100000 | no single order above 1 lakh
plain | set_limit name=max_daily_loss value=5000 | set my daily loss limit to 5000
plain | set_limit name=max_daily_loss value=10000 | stop me if i lose 10000 in a day
plain | set_limit name=max_position_pct value=15 | no more than 15% in one stock
plain | set_limit name=max_position_pct value=10 | set max position size to 10%
plain | set_limit name=max_orders_per_day value=30 | limit me to 30 orders per day
plain | set_limit name=max_orders_per_day value=10 | max 10 orders a day
hinglish | set_limit name=max_orders_per_day value=5 | din mein 5 order se zyada nahi
hinglish | set_limit name=max_daily_loss value=2000 | roz ka loss limit 2000 rakho
hinglish | set_limit name=max_order_value value=50000 | ek order 50 hazaar se zyada nahi
hinglish | set_limit name=max_position_pct value=20 | ek stock mein 20% se zyada nahi
hinglish | set_limit name=max_daily_loss value=8000 | daily loss limit 8000 kar do
typo | set_limit name=max_daily_loss value=5000 | set daly loss limt 5000
ambiguous | ask_back about=set_limit missing=name value=5000 | set limit to 5000
ambiguous | ask_back about=set_limit missing=value name=max_daily_loss | change my daily loss limit
plain | kill_switch on=true | kill switch on
plain | kill_switch on=true | stop all trading
plain | kill_switch on=true | turn on the kill switch
plain | kill_switch on=true | halt trading
plain | kill_switch on=false | turn off kill switch
plain | kill_switch on=false | resume trading
plain | kill_switch on=false | unfreeze trading
hinglish | kill_switch on=true | trading band karo
hinglish | kill_switch on=true | saari trading rok do
hinglish | kill_switch on=false | trading phir se chalu karo
hinglish | kill_switch on=false | kill switch band karo
hinglish | kill_switch on=true | kill switch chalu karo
typo | kill_switch on=true | kil switch on
ambiguous | ask_back about=kill_switch missing=on | kill switch
plain | set_goal name=house target_inr=5000000 date=2030 | goal: house 50 lakh by 2030
plain | set_goal name=car target_inr=800000 date=2027 | i want to save 8 lakh for a car by 2027
plain | set_goal name=retirement target_inr=20000000 | set a goal retirement 2 crore
hinglish | set_goal name=ghar target_inr=5000000 date=2030 | ghar ke liye 50 lakh 2030 tak jama karna hai
plain | set_goal name=new car target_inr=1200000 date=2027-12 | create goal new car 12 lakh by december 2027
ambiguous | ask_back about=set_goal missing=target_inr name=bike | set a goal for a bike
plain | delete_goal which=bike | delete my bike goal
hinglish | delete_goal which=car | car wala goal hata do
plain | update_profile risk_tolerance=aggressive | set my risk profile to aggressive
plain | update_profile risk_tolerance=conservative | i am a conservative investor
hinglish | update_profile risk_tolerance=moderate | mera risk profile moderate kar do
plain | set_provider provider=claude | switch to claude
plain | set_provider provider=openai | use chatgpt
plain | set_provider provider=offline | go offline mode use offline
hinglish | set_provider provider=gemini | gemini use karo
hinglish | set_provider provider=claude | claude pe switch karo
typo | set_provider provider=gemini | swtich to gemni
ambiguous | ask_back about=set_provider missing=provider | change ai provider
plain | set_cost_limit amount=500 period=month | set ai cost limit to 500 per month
plain | set_cost_limit amount=50 period=day | limit ai spend to rs 50 a day
plain | set_cost_limit amount=1000 period=month | ai budget 1000 rupees monthly
hinglish | set_cost_limit amount=200 period=week | ai ka kharcha hafte mein 200 se zyada nahi
hinglish | set_cost_limit amount=100 period=day | ai ka budget roz 100 rupaye rakho
ambiguous | ask_back about=set_cost_limit missing=period amount=500 | set ai cost limit 500
plain | set_alert symbol=RELIANCE op=above price=3000 | alert me when reliance goes above 3000
plain | set_alert symbol=TCS op=below price=3500 | notify me if tcs drops below 3500
plain | set_alert symbol=INFY op=above price=1600 | set an alert for infy above 1600
plain | set_alert symbol=SBIN op=above price=900 | let me know when sbi crosses 900
hinglish | set_alert symbol=ITC op=below price=400 | itc 400 se neeche jaye to batana
hinglish | set_alert symbol=HDFCBANK op=above price=1800 | hdfc bank 1800 ke upar jaye to alert karna
hinglish | set_alert symbol=WIPRO op=below price=230 | jab wipro 230 se niche gire to bata dena
typo | set_alert symbol=RELIANCE op=above price=3000 | alrt me wen reliance abve 3000
ambiguous | ask_back about=set_alert missing=op symbol=TCS price=4000 | alert me at 4000 for tcs
ambiguous | ask_back about=set_alert missing=symbol op=above price=100 | alert me above 100
plain | delete_alert which=#2 | delete alert 2
plain | delete_alert which=tcs | remove tcs alert
plain | delete_alert which=all | delete all alerts
hinglish | delete_alert which=#3 | alert 3 hatao
plain | create_strategy template=sma_cross symbols=["INFY"] params={"fast":20,"slow":50} | create a sma crossover strategy on infy with 20 and 50
plain | create_strategy template=momentum symbols=["TCS","INFY"] | create momentum strategy on tcs and infy
plain | create_strategy template=rsi_reversion symbols=["SBIN"] params={"period":14,"lower":30,"upper":70} | make an rsi reversion strategy for sbi period 14 lower 30 upper 70
hinglish | create_strategy template=momentum symbols=["ITC"] params={"lookback":90} | itc pe 90 din ka momentum strategy banao
ambiguous | ask_back about=create_strategy missing=template+symbols | create a strategy
plain | deploy_strategy ref=#2 | deploy strategy 2
plain | deploy_strategy ref=swing-one | deploy swing-one
hinglish | deploy_strategy ref=#3 | strategy 3 live kar do
plain | pause_strategy ref=#2 | pause strategy 2
hinglish | pause_strategy ref=#1 | strategy 1 rok do
ambiguous | ask_back about=pause_strategy missing=ref | pause my strategy
`;
