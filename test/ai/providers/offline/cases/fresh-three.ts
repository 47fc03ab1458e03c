/** A third round of the same kind, written before it was run. */
export const FRESH_THREE = `
plain | propose_order side=buy symbol=ITC quantity=200 order_type=LIMIT price=402.5 | i want to buy 200 itc at 402.50
plain | propose_order side=sell symbol=TATASTEEL quantity=75 order_type=LIMIT price=180 product=CNC | sell 75 tata steel cnc limit 180
plain | propose_order side=buy symbol=TMPV quantity=10 order_type=MARKET | buy 10 tata motors passenger vehicles
plain | propose_order side=buy symbol=CIPLA notional_inr=15000 order_type=MARKET | invest rs 15000 in cipla
ambiguous | ask_back about=propose_order missing=quantity side=sell symbol=INFY | square off my infosys
plain | propose_order side=sell symbol=HINDUNILVR fraction=0.2 order_type=MARKET | sell 20 percent of hul
plain | propose_order side=buy symbol=ASIANPAINT quantity=100 order_type=MARKET product=MIS | buy hundred asian paints intraday
plain | propose_order side=sell symbol=RELIANCE quantity=15 order_type=SL price=1380 trigger_price=1385 | stop limit sell 15 reliance trigger 1385 limit 1380
plain | cancel_order which=last | scrap my last order
plain | modify_order which=#4 quantity=20 | reduce quantity of order 4 to 20
plain | set_limit name=max_order_value value=200000 | raise my max order value to 2 lakh
plain | set_limit name=max_daily_loss value=15000 | dont let me lose more than 15000 a day
plain | kill_switch on=false | disable kill switch
plain | set_goal name=emergency fund target_inr=600000 date=2027-06 | emergency fund goal of 6 lakh by june 2027
plain | set_goal name=house target_inr=8000000 date=2031 | save 80 lakh for a house in 5 years
plain | set_goal name=car target_inr=900000 date=2028-05 | goal car 9 lakh in 18 months
plain | update_profile take_profit_pct=12 | set my take profit to 12%
plain | update_profile trading_style=swing | i am a swing trader
plain | update_profile risk_tolerance=conservative | set risk tolerance low risk
plain | set_provider provider=offline | switch to offline
plain | set_cost_limit amount=25 period=day | ai daily limit 25 rupees
plain | set_alert symbol=JIOFIN op=above price=350 | set an alert for jio financial above 350
plain | set_alert symbol=BAJAJ-AUTO op=below price=8800 | warn me if bajaj auto drops under 8800
plain | delete_alert which=last | delete the last alert
plain | create_strategy template=momentum symbols=["ICICIBANK"] | create momentum strategy for icici bank
plain | backtest template=donchian_breakout symbols=["MARUTI","TITAN"] params={"period":55} range=5y | backtest donchian breakout 55 on maruti and titan 5y
plain | deploy_strategy ref=nifty-rsi | make nifty-rsi live
plain | pause_strategy ref=#5 | pause #5
plain | show_positions | any open positions right now
plain | quote symbol=NESTLEIND | how much is nestle
plain | show_chart symbol=HDFCBANK range=5y | show me hdfc bank 5 year graph
plain | show_pnl period=fy | profit this financial year
plain | list_orders status=open | which orders are still open
plain | risk_report | check my risk
plain | show_recommendations | what stocks should i buy
plain | show_limits | show my risk limits
plain | search_symbol query=polycab | ticker for polycab
plain | help | help me
plain | market_overview | hows nifty
plain | ai_usage period=all | total ai spend so far
typo | propose_order side=buy symbol=ULTRACEMCO quantity=2 order_type=MARKET | buy 2 ultratehc cement
typo | propose_order side=sell symbol=AXISBANK quantity=25 order_type=LIMIT price=1150 | sell 25 axsi bank at 1150
typo | propose_order side=buy symbol=SHRIRAMFIN quantity=10 order_type=MARKET | biy 10 shriram finacne
typo | propose_order side=sell symbol=TCS quantity=5 order_type=MARKET product=MIS | sell 5 tcs intardya
typo | propose_order side=buy symbol=ETERNAL quantity=40 order_type=MARKET | buy 40 zomatto
typo | propose_order side=sell symbol=BHARTIARTL fraction=0.5 order_type=MARKET | sell half of airtle
typo | propose_order side=buy symbol=RELIANCE quantity=5 order_type=LIMIT price=1400 | buy 5 relianve at 1400
typo | cancel_order which=last | cancel my lsat order
typo | modify_order which=#3 quantity=50 | chnage order 3 quantiy to 50
typo | set_limit name=max_orders_per_day value=15 | no more than 15 oders a day
typo | set_goal name=house target_inr=6000000 date=2034 | set gola house 60 lakh by 2034
typo | set_alert symbol=INFY op=above price=1650 | notify me if infy goes abvoe 1650
typo | delete_alert which=all | delet all alerts
typo | set_cost_limit amount=300 period=month | limit ai csot to 300 a month
typo | create_strategy template=rsi_reversion symbols=["TCS"] params={"period":14} | create rsi revresion on tcs period 14
typo | pause_strategy ref=swing-one | pasue swing-one
typo | show_recommendations | any stock recommendatoins
typo | show_portfolio | whats my portfoilo worth
typo | ai_usage period=month | ai uasge this month
typo | show_goals | hwo are my goals doing
hinglish | propose_order side=buy symbol=SUNPHARMA quantity=10 order_type=MARKET | sun pharma ke das share lelo
hinglish | propose_order side=sell symbol=BAJFINANCE quantity=5 order_type=LIMIT price=950 product=MIS | bajaj finance ke 5 share 950 pe intraday bech do
hinglish | propose_order side=buy symbol=INFY notional_inr=200000 order_type=MARKET | do lakh ka infosys khareedo
hinglish | propose_order side=sell symbol=JSWSTEEL fraction=1 order_type=MARKET | jsw steel pura nikal do
hinglish | propose_order side=buy symbol=ADANIPORTS quantity=25 order_type=MARKET product=CNC | adani ports 25 share delivery me le lo bhai
hinglish | modify_order which=#2 price=1250 | order 2 ka daam 1250 karo
hinglish | cancel_order which=all | mere saare pending order cancel karo
hinglish | set_limit name=max_daily_loss value=4000 | daily loss 4000 se zyada nahi hona chahiye
hinglish | set_limit name=max_orders_per_day value=6 | roz sirf 6 order allowed rakho
hinglish | kill_switch on=true | saari trading rok do abhi
hinglish | set_goal name=car target_inr=1000000 date=2029 | 3 saal me car ke liye 10 lakh bachana hai
hinglish | update_profile stop_loss_pct=8 | mera stop loss hamesha 8% rakho
hinglish | update_profile preferred_sectors=["banking","pharma"] | mujhe banking aur pharma sector pasand hai
hinglish | set_provider provider=gemini | gemini pe switch kar do
hinglish | set_alert symbol=SBIN op=above price=850 | sbi 850 cross kare toh batana
hinglish | set_alert symbol=MARUTI op=below price=12000 | maruti 12000 se neeche gaya to alert karna
hinglish | create_strategy template=rsi_reversion symbols=["HDFCBANK"] params={"period":14} | hdfc bank pe 14 din ka rsi strategy banao
hinglish | pause_strategy ref=swing-one | swing-one band karo
hinglish | show_pnl period=week | is hafte kitna kamaya
hinglish | market_overview | nifty ka kya haal hai
ambiguous | ask_back about=propose_order missing=symbol side=sell quantity=30 | sell 30 bajaj
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=MARUTI | maruti kharidna hai mujhe
ambiguous | ask_back about=propose_order missing=quantity side=sell symbol=DRREDDY order_type=LIMIT price=1250 | sell dr reddy at 1250
ambiguous | ask_back about=propose_order missing=side symbol=TITAN quantity=8 | 8 shares of titan
ambiguous | ask_back about=set_alert missing=price symbol=TITAN op=above | titan upar jaye to batana
ambiguous | ask_back about=set_goal missing=name target_inr=500000 date=2030 | save 5 lakh by 2030
ambiguous | ask_back about=pause_strategy missing=ref | strategy rok do
ambiguous | ask_back about=set_limit missing=value name=max_orders_per_day | set orders per day limit
ambiguous | ask_back about=create_strategy missing=symbols template=donchian_breakout params={"period":20} | create donchian breakout period 20
ambiguous | ask_back about=cancel_order missing=which | order hata do
out_of_scope | out_of_scope | sell my house
out_of_scope | out_of_scope | play despacito
out_of_scope | out_of_scope | set my goal weight to 70 kg
out_of_scope | out_of_scope | stop calling me
out_of_scope | out_of_scope | deploy docker container
out_of_scope | out_of_scope | limit of sin x by x
out_of_scope | out_of_scope | switch to english
out_of_scope | out_of_scope | change my name to raj
out_of_scope | out_of_scope | use metric units
out_of_scope | out_of_scope | save this chat
out_of_scope | out_of_scope | save my number 98765
out_of_scope | out_of_scope | pause netflix
out_of_scope | out_of_scope | cancel gym membership
out_of_scope | out_of_scope | remove background from photo
plain | delete_goal which=post image | delete goal post image
out_of_scope | out_of_scope | what is my goal in life
out_of_scope | out_of_scope | who scored the goal for argentina in 2022
out_of_scope | out_of_scope | momentum equals mass times velocity
out_of_scope | out_of_scope | make 2 rotis
out_of_scope | out_of_scope | start the car
adversarial | out_of_scope | sold 10 tcs at 3200
adversarial | out_of_scope | buying 20 infy at 1500
adversarial | out_of_scope | sells 10 itc
adversarial | out_of_scope | 10 infy bought
adversarial | out_of_scope | had to sell 10 itc
adversarial | out_of_scope | asked to sell 10 itc
adversarial | out_of_scope | forced to sell 10 itc
adversarial | out_of_scope | forgot to sell 10 itc
adversarial | out_of_scope | happy to sell 10 itc
adversarial | out_of_scope | afraid to sell 10 itc
adversarial | out_of_scope | no reason to sell 10 itc
adversarial | out_of_scope | dont want to sell 10 itc
adversarial | out_of_scope | not going to buy 10 tcs
adversarial | out_of_scope | i want you to not sell 10 itc
adversarial | out_of_scope | i want to buy 10 itc one day
adversarial | out_of_scope | i want to buy 10 itc but no money
adversarial | out_of_scope | i need to know how to buy 10 itc
adversarial | out_of_scope | need help to buy 10 itc
adversarial | out_of_scope | help me decide buy 10 itc
adversarial | out_of_scope | let me think buy 10 itc
adversarial | out_of_scope | let him buy 10 itc
adversarial | out_of_scope | make him buy 10 itc
adversarial | out_of_scope | tell rahul to buy 10 itc
adversarial | out_of_scope | get ready to buy 10 itc
adversarial | out_of_scope | as soon as market opens buy 10 itc
adversarial | out_of_scope | at 3pm sell 10 itc
adversarial | out_of_scope | every day buy 1 itc
adversarial | out_of_scope | buy 10 itc daily
adversarial | out_of_scope | buy 10 itc at open
adversarial | out_of_scope | buy 10 itc below 400
adversarial | out_of_scope | sell 10 itc above 450
adversarial | out_of_scope | 450 ke upar 10 itc bech dena
adversarial | out_of_scope | itc 400 aaye to 10 le lena
adversarial | out_of_scope | jab itc gire 10 le lena
adversarial | out_of_scope | itc gira to 10 kharid lena
adversarial | out_of_scope | 10 itc lene ki soch raha hu
adversarial | out_of_scope | 10 itc le to lu par dar lagta hai
adversarial | out_of_scope | 10 itc kaun kharidta hai
adversarial | out_of_scope | 10 itc kharidne se kya hoga
adversarial | out_of_scope | sab bol rahe hai itc bech do
adversarial | out_of_scope | tv pe bola itc bech do sab
adversarial | out_of_scope | mummy boli 10 titan le lo
adversarial | out_of_scope | galti se 10 itc bech diye
adversarial | out_of_scope | 10 itc bikwa diye usne
adversarial | out_of_scope | maine kab bola 10 itc becho
adversarial | out_of_scope | tune 10 itc kyu becha
adversarial | out_of_scope | bechna mat 10 itc
adversarial | out_of_scope | 10 itc bech mat dena
adversarial | out_of_scope | 10 itc bechna nahi chahta
adversarial | out_of_scope | 10 itc lena band karo
adversarial | out_of_scope | stop buying 10 itc
adversarial | out_of_scope | stop, dont sell 10 itc
adversarial | out_of_scope | sell 10 itc? no way
adversarial | out_of_scope | sell 10 itc hmm maybe not
adversarial | out_of_scope | sell 10 itc wow what an idea
adversarial | out_of_scope | great idea sell 10 itc at the bottom
adversarial | out_of_scope | sell 10 itc at loss
adversarial | out_of_scope | please sell 10 itc to me
adversarial | out_of_scope | sell 10 itc to my brother
adversarial | out_of_scope | buy 10 itc from rahul
adversarial | out_of_scope | buy me 10 itc as a gift
adversarial | out_of_scope | reliance buys 10 stake in adani ports
adversarial | out_of_scope | tata steel to sell 50 acres
adversarial | out_of_scope | titan to sell 10 stores
adversarial | out_of_scope | adani ports buy 100 ships
adversarial | out_of_scope | itc sell 10 hotels
adversarial | out_of_scope | block deal: sell 10 lakh itc
adversarial | out_of_scope | breaking news sell 10 itc
adversarial | out_of_scope | urgent sell 10 itc now
adversarial | out_of_scope | note: sell 10 itc
adversarial | out_of_scope | step 1 sell 10 itc step 2 buy 5 tcs
adversarial | out_of_scope | sell 10 itc and buy 5 tcs
adversarial | out_of_scope | undo sell 10 itc
adversarial | out_of_scope | reverse buy 10 itc
adversarial | out_of_scope | show me how you sell 10 itc
adversarial | out_of_scope | i am cancelling order 5
adversarial | out_of_scope | he cancelled order 5
adversarial | out_of_scope | order 5 was modified to 500
adversarial | out_of_scope | can order 5 be cancelled
adversarial | out_of_scope | cancel order 5 tomorrow
adversarial | out_of_scope | cancel order 5 if not filled
adversarial | out_of_scope | order 5 cancel karna tha
adversarial | out_of_scope | sab order cancel ho gaye
adversarial | out_of_scope | what if i cancel all orders
adversarial | out_of_scope | panic mat karo
adversarial | out_of_scope | dont panic
adversarial | out_of_scope | panic selling
adversarial | out_of_scope | i am in panic
adversarial | out_of_scope | market is in panic
adversarial | out_of_scope | stop all this nonsense
adversarial | out_of_scope | i stopped trading
adversarial | out_of_scope | start trading he said
adversarial | out_of_scope | my loss today 5000
adversarial | out_of_scope | loss of 5000 today
adversarial | out_of_scope | i placed 20 orders today
adversarial | out_of_scope | 20 orders a day is too many
adversarial | out_of_scope | max loss so far 5000
adversarial | out_of_scope | claude is better
adversarial | out_of_scope | tell me about claude
adversarial | out_of_scope | gemini horoscope today
adversarial | out_of_scope | ai budget of india is 1000 crore a year
plain | set_alert symbol=TCS op=above price=3500 | alert: tcs above 3500
adversarial | out_of_scope | save yourself 5 lakh
adversarial | out_of_scope | i saved 5 lakh for car
adversarial | out_of_scope | saving 5 lakh for car was hard
adversarial | out_of_scope | she wants to save 5 lakh for a car by 2029
adversarial | out_of_scope | aggressive selling in it stocks
adversarial | out_of_scope | pharma stocks up 5%
adversarial | out_of_scope | i used to trade daily
adversarial | out_of_scope | my stop loss hit 5%
adversarial | out_of_scope | auto trading is risky
adversarial | out_of_scope | auto trading on hai kya
adversarial | out_of_scope | intraday trading is bad
adversarial | out_of_scope | momentum in tcs is strong
adversarial | out_of_scope | tcs momentum strong
adversarial | out_of_scope | rsi of infy is 70
adversarial | out_of_scope | infy rsi 30
adversarial | out_of_scope | live match
adversarial | out_of_scope | i live in pune
adversarial | out_of_scope | where do you live
adversarial | out_of_scope | live tv
`;
