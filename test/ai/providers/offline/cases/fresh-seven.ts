/** A seventh round, over all intents, by someone who had not read the rules; written before it was run. */
export const FRESH_SEVEN = `
plain | propose_order side=buy symbol=ADANIPORTS quantity=40 order_type=MARKET | put in a market order to buy 40 adani ports
plain | propose_order side=sell symbol=ASIANPAINT quantity=9 order_type=LIMIT price=2405 | offload 9 asian paints at 2405
plain | propose_order side=buy symbol=HINDUNILVR quantity=6 order_type=LIMIT price=2310.5 product=CNC | 6 hul, buy, limit 2310.5, cnc
plain | propose_order side=buy symbol=BEL quantity=150 order_type=MARKET | grab 150 bel
plain | propose_order side=sell symbol=JIOFIN quantity=70 order_type=MARKET product=MIS | intraday sell of 70 jio financial
plain | propose_order side=buy symbol=SHRIRAMFIN notional_inr=35000 order_type=MARKET | put 35k into shriram finance
plain | propose_order side=sell symbol=NESTLEIND quantity=12 order_type=SL price=1190 trigger_price=1195 | sell 12 nestle stop loss limit trigger 1195 price 1190
plain | propose_order side=sell symbol=TMPV fraction=0.5 order_type=MARKET | let go of half my tata motors
plain | propose_order side=buy symbol=BAJAJ-AUTO quantity=2 order_type=MARKET | could you buy 2 bajaj auto for me
plain | propose_order side=buy symbol=SUNPHARMA quantity=18 order_type=LIMIT price=1640 | buy 18 sun pharma @1640
plain | propose_order side=sell symbol=ONGC fraction=0.75 order_type=MARKET | sell three quarters of my ongc
plain | propose_order side=sell symbol=DRREDDY fraction=1 order_type=MARKET | close out my dr reddys position completely
plain | propose_order side=buy symbol=INDIGO quantity=1 order_type=MARKET | buy one share of indigo
plain | propose_order side=buy symbol=TATACONSUM notional_inr=12500 order_type=MARKET | i'd like to buy ₹12,500 of tata consumer
plain | modify_order which=#14 quantity=60 | bring order 14 down to 60 shares
plain | modify_order which=#14 price=210.5 | reprice order 14 to 210.50
plain | modify_order which=last quantity=15 | make my last order 15 shares
plain | cancel_order which=#33 | scrap order 33
plain | list_orders status=open | pull all my open orders
plain | cancel_order which=last | drop the last order i placed
plain | set_limit name=max_daily_loss value=7500 | i want a daily loss cap of 7500
plain | set_limit name=max_order_value value=75000 | keep every order under 75k
plain | set_limit name=max_position_pct value=12 | dont let any single stock exceed 12%
plain | set_limit name=max_orders_per_day value=25 | allow at most 25 orders daily
plain | kill_switch on=true | shut down all trading immediately
plain | kill_switch on=false | allow trading again
plain | kill_switch on=false | lift the kill switch
plain | set_goal name=emergency fund target_inr=600000 | add a goal: emergency fund of 6 lakh
plain | set_goal name=honeymoon target_inr=400000 date=2027-02 | help me save 4 lakh for my honeymoon by feb 2027
plain | set_goal name=laptop target_inr=90000 date=2027 | new goal laptop 90k by 2027
plain | delete_goal which=laptop | drop the laptop goal
plain | delete_goal which=#2 | delete goal 2
plain | update_profile risk_tolerance=moderate | mark me as a moderate risk investor
plain | update_profile trading_style=intraday | im a day trader
plain | update_profile take_profit_pct=20 | default take profit 20%
plain | update_profile investment_timeline=short_term | set my investment timeline to short term
plain | set_provider provider=openai | make openai my ai model
plain | set_provider provider=claude | go with claude
plain | set_provider provider=offline | i want to use the offline model
plain | set_cost_limit amount=40 period=day | ai should not cost more than 40 rupees a day
plain | set_cost_limit amount=300 period=month | monthly ai budget 300
plain | set_alert symbol=LT op=above price=3900 | give me a shout when l&t hits above 3900
plain | set_alert symbol=SBILIFE op=below price=1700 | sbi life under 1700, alert me
plain | set_alert symbol=HCLTECH op=above price=1650 | price alert hcl tech above 1650
plain | delete_alert which=#5 | turn off alert 5
plain | delete_alert which=all | clear all my alerts
plain | create_strategy template=sma_cross symbols=["TRENT"] params={"fast":10,"slow":30} | set up a 10/30 sma crossover for trent
plain | create_strategy template=rsi_reversion symbols=["HINDALCO"] params={"period":14} | create an rsi reversion strategy with period 14 on hindalco
plain | create_strategy template=momentum symbols=["INFY","TCS","WIPRO"] | build me a momentum strategy over infy, tcs and wipro
plain | backtest template=donchian_breakout symbols=["GRASIM"] range=5y | how would donchian breakout have done on grasim over 5 years
plain | backtest strategy=swing-one range=1y | run a 1 year backtest of swing-one
plain | backtest template=sma_cross symbols=["ITC"] range=2y params={"fast":20,"slow":100} | test sma cross 20/100 on itc for two years
plain | deploy_strategy ref=#4 | start running strategy 4
plain | deploy_strategy ref=gold-cross | take gold-cross live
plain | pause_strategy ref=#5 | put strategy 5 on hold
plain | pause_strategy ref=gold-cross | halt gold-cross
plain | show_portfolio | give me a portfolio overview
plain | show_portfolio | where does my portfolio stand
plain | show_holdings | what am i holding
plain | show_holdings | holdings pls
plain | show_positions | do i have any open positions
plain | show_pnl period=today | am i up or down today
plain | show_pnl period=week symbol=HDFCBANK | hdfc bank p&l for the week
plain | show_pnl period=year | how much money did i make this year
plain | quote symbol=APOLLOHOSP | apollo hospitals share price
plain | market_overview | where is nifty
plain | quote symbol=CIPLA | cipla cmp
plain | show_chart symbol=BAJFINANCE range=6m | draw bajaj finance for the last six months
plain | show_chart symbol=MAXHEALTH range=1m | max healthcare one month chart
plain | list_orders status=open | which of my orders are still pending
plain | list_orders status=today | orders from today
plain | order_impact side=sell symbol=MARUTI quantity=4 order_type=MARKET | what would selling 4 maruti do to my portfolio
plain | risk_report | how much risk am i carrying
plain | show_limits | whats my max order value
plain | list_strategies | what strategies do i have
plain | show_signals | did my strategies give any signals
plain | show_recommendations | got any stock ideas for me
plain | show_goals | am i on track for my goals
plain | show_profile | what do you know about my risk profile
plain | market_overview | what's happening in the market
plain | ai_usage period=month | whats my ai bill this month
plain | list_alerts | what alerts have i set
plain | conversation_search query=maruti | what did we discuss about maruti
plain | search_symbol query=vedanta | whats the symbol of vedanta
plain | help | what can i ask you
plain | smalltalk | hey there
plain | smalltalk | thanks a lot
typo | propose_order side=buy symbol=ULTRACEMCO quantity=1 order_type=MARKET | buy 1 ultratehc cemnt
typo | propose_order side=sell symbol=HDFCLIFE quantity=14 order_type=LIMIT price=760 | sell 14 hdfc lfie at 760
typo | propose_order side=buy symbol=ADANIENT quantity=3 order_type=MARKET | buy 3 adani entreprises
typo | propose_order side=buy symbol=JSWSTEEL quantity=22 order_type=MARKET | buuy 22 jsw stel
typo | propose_order side=sell symbol=TITAN quantity=5 order_type=SL-M trigger_price=3300 | sl sell 5 titan triger 3300
typo | propose_order side=buy symbol=POWERGRID quantity=100 order_type=MARKET product=MIS | buy 100 powr grid intrday
typo | propose_order side=sell symbol=ICICIBANK fraction=0.5 order_type=MARKET | sell haf of my icici bank
typo | modify_order which=#6 price=512 | chnage order 6 price to 512
typo | cancel_order which=all | cancl all ordres
typo | set_limit name=max_orders_per_day value=15 | max 15 oders per day
typo | set_limit name=max_daily_loss value=9000 | set dialy loss limit to 9000
typo | kill_switch on=true | activte kill switch
typo | set_goal name=car target_inr=900000 date=2028 | gaol: car 9 lakh by 2028
typo | delete_goal which=car | delet car goal
typo | set_provider provider=claude | swich to cluade
typo | set_cost_limit amount=60 period=week | ai bugdet 60 a week
typo | set_alert symbol=SUNPHARMA op=above price=1800 | notfy me if sun pharma croses 1800
typo | delete_alert which=#1 | remvoe alert 1
typo | create_strategy template=momentum symbols=["NTPC"] | creat momentm strategy on ntpc
typo | backtest template=sma_cross symbols=["WIPRO"] range=1y | bactest sma cros on wipro 1 yr
typo | pause_strategy ref=#3 | puase strategy 3
typo | show_portfolio | portfolo summry
typo | show_pnl period=month | my pnl this mnth
typo | quote symbol=ASIANPAINT | asain paints prce
typo | show_chart symbol=MARUTI range=1y | maurti chart 1 year
typo | list_orders status=open | pendng orders
typo | show_signals | show lates signls
typo | show_recommendations | recomend some stocks
typo | market_overview | hows teh market today
typo | ai_usage period=today | ai cots today
hinglish | propose_order side=buy symbol=HCLTECH quantity=14 order_type=MARKET | bhai 14 hcl tech utha lo
hinglish | propose_order side=sell symbol=AXISBANK quantity=30 order_type=LIMIT price=1240 | axis bank ke 30 share 1240 pe nikaal do
hinglish | propose_order side=buy symbol=ITC notional_inr=20000 order_type=MARKET | bees hazaar ka itc khareed do
hinglish | propose_order side=buy symbol=TATASTEEL quantity=100 order_type=MARKET | sau share tata steel ke le lena
hinglish | propose_order side=sell symbol=COALINDIA fraction=1 order_type=MARKET | coal india poora bech dijiye
hinglish | propose_order side=buy symbol=BEL quantity=60 order_type=LIMIT price=405 product=CNC | bel ke 60 share 405 ke bhav pe delivery me lo
hinglish | propose_order side=sell symbol=M&M fraction=0.25 order_type=MARKET | m&m ka ek chauthai hissa bech do
hinglish | propose_order side=sell symbol=GRASIM quantity=5 order_type=SL-M trigger_price=2700 | grasim 5 ka stop loss lagao trigger 2700 sell
hinglish | modify_order which=#13 price=88 | order number 13 ka daam 88 kar dijiye
hinglish | cancel_order which=#17 | 17 number wala order cancel kardo
hinglish | cancel_order which=all | saare pending order hata do
hinglish | set_limit name=max_daily_loss value=3000 | ek din me 3000 se zyada nuksan nahi hona chahiye
hinglish | set_limit name=max_order_value value=200000 | order ki limit 2 lakh rakh do
hinglish | kill_switch on=true | saari trading turant band kar do
hinglish | kill_switch on=false | trading wapas shuru karo
hinglish | set_goal name=beti ki shaadi target_inr=3000000 date=2035 | beti ki shaadi ke liye 30 lakh ka goal banao 2035 tak
hinglish | delete_goal which=bike | bike ka goal delete kardo
hinglish | update_profile risk_tolerance=aggressive | mera risk aggressive set karo
hinglish | set_provider provider=openai | ab se chatgpt use karo
hinglish | set_cost_limit amount=250 period=month | ai ka mahine ka budget 250 rakho
hinglish | set_alert symbol=MARUTI op=below price=12000 | maruti 12000 ke neeche aaye to mujhe batao
hinglish | set_alert symbol=BHARTIARTL op=above price=2000 | airtel 2000 paar kare to khabar karna
hinglish | delete_alert which=#6 | alert 6 band karo
hinglish | create_strategy template=sma_cross symbols=["AXISBANK"] params={"fast":20,"slow":50} | axis bank pe 20 aur 50 ka sma cross bana do
hinglish | backtest template=rsi_reversion symbols=["TITAN"] range=3y | titan pe rsi reversion ka 3 saal ka test chalao
hinglish | deploy_strategy ref=#2 | strategy 2 chalu kardo
hinglish | pause_strategy ref=#2 | strategy 2 ko abhi ke liye rok do
hinglish | show_portfolio | mera portfolio kitne ka hai
hinglish | show_holdings | maine kya kya kharida hua hai
hinglish | show_pnl period=today | aaj ka faida nuksan batao
hinglish | show_pnl period=month symbol=TCS | is mahine tcs me kitna fayda hua
hinglish | quote symbol=SHRIRAMFIN | shriram finance ka daam batao
hinglish | show_chart symbol=ITC range=6m | itc ka chhe mahine ka chart
hinglish | list_orders status=open | kitne order pending pade hai
hinglish | list_strategies | meri kaunsi strategy chal rahi hai
hinglish | show_goals | mere goals kahan tak pahunche
hinglish | market_overview | aaj bazaar kaisa raha
hinglish | list_alerts | maine kaun kaun se alert lagaye hai
hinglish | show_recommendations | kaunsa share lena chahiye
hinglish | smalltalk | dhanyavaad bhai
ambiguous | ask_back about=propose_order missing=side+quantity symbol=NESTLEIND | add nestle to my portfolio
ambiguous | ask_back about=propose_order missing=quantity side=sell symbol=HDFCBANK | get rid of hdfc bank
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=LT order_type=LIMIT price=3600 | buy l&t at 3600 limit
ambiguous | ask_back about=propose_order missing=symbol side=sell quantity=8 | sell 8 hdfc
ambiguous | ask_back about=propose_order missing=symbol side=buy notional_inr=50000 | invest 50k
ambiguous | out_of_scope | buy 3 sbi or hdfc type bank shares
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=HINDALCO | kuch hindalco le lo
ambiguous | ask_back about=propose_order missing=side symbol=MARUTI quantity=2 | place an order of 2 maruti
ambiguous | ask_back about=modify_order missing=which quantity=10 | change the order quantity to 10
ambiguous | ask_back about=cancel_order missing=which | cancel an order
ambiguous | ask_back about=set_limit missing=name value=10000 | set a limit of 10000
ambiguous | ask_back about=set_limit missing=name+value | change my risk limits
ambiguous | ask_back about=set_goal missing=name target_inr=500000 | i want to set a goal of 5 lakh
ambiguous | ask_back about=delete_goal missing=which | remove a goal
ambiguous | ask_back about=set_provider missing=provider | switch the model
ambiguous | ask_back about=set_cost_limit missing=amount period=month | set a monthly ai budget
ambiguous | ask_back about=set_alert missing=symbol+op+price | set an alert
ambiguous | ask_back about=set_alert missing=price symbol=CIPLA op=below | alert me when cipla falls
ambiguous | ask_back about=set_alert missing=op symbol=TITAN price=3600 | titan 3600 pe alert lagao
ambiguous | ask_back about=delete_alert missing=which | delete an alert
ambiguous | ask_back about=create_strategy missing=symbols template=momentum | make a momentum strategy
ambiguous | ask_back about=create_strategy missing=template symbols=["BEL"] | create a strategy for bel
ambiguous | ask_back about=backtest missing=template+symbols | run a backtest
ambiguous | ask_back about=pause_strategy missing=ref | ek strategy rok do
ambiguous | ask_back about=show_chart missing=symbol | chart dikhao
ambiguous | ask_back about=quote missing=symbol | adani ka rate kya hai
`;
