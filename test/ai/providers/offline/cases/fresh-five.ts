/** A fifth round, balanced over the intents, written before it was run. */
export const FRESH_FIVE = `
plain | propose_order side=buy symbol=WIPRO quantity=50 order_type=MARKET product=MIS | intraday buy 50 wipro
plain | propose_order side=sell symbol=KOTAKBANK quantity=10 order_type=LIMIT price=405 | sell 10 kotak at limit 405
plain | propose_order side=buy symbol=LT notional_inr=60000 order_type=MARKET | buy larsen worth rs 60k
plain | propose_order side=sell symbol=TRENT quantity=4 order_type=SL-M trigger_price=4900 | place sl-m sell 4 trent trigger 4900
plain | propose_order side=sell symbol=HINDALCO fraction=1 order_type=MARKET | sell all hindalco
plain | modify_order which=#11 price=777 | update order 11 price to 777
plain | cancel_order which=#21 | cancel order #21 please
plain | set_limit name=max_position_pct value=8 | cap each stock at 8%
plain | set_limit name=max_order_value value=30000 | no order above 30000
plain | kill_switch on=true | hit the kill switch
plain | kill_switch on=false | switch off kill switch
plain | set_goal name=down payment target_inr=2000000 date=2030-04 | goal: down payment 20 lakh by april 2030
plain | delete_goal which=down payment | delete goal down payment
plain | set_provider provider=claude | lets use claude
plain | set_cost_limit amount=75 period=day | dont spend over 75 rupees a day on ai
plain | set_alert symbol=ASIANPAINT op=above price=2500 | ping me when asian paints is above 2500
plain | delete_alert which=#9 | cancel alert 9
plain | create_strategy template=sma_cross symbols=["BEL"] params={"fast":5,"slow":20} | new sma cross 5/20 on bel
plain | backtest template=momentum symbols=["INFY"] range=3y params={"lookback":90} | backtest momentum lookback 90 on infy 3 years
plain | deploy_strategy ref=#6 | go live with strategy 6
plain | pause_strategy ref=rsi-bank | stop rsi-bank
plain | show_pnl symbol=SBIN period=month | sbi profit this month
plain | show_chart symbol=TITAN range=3m | titan 3m chart
plain | order_impact side=buy symbol=MARUTI quantity=5 order_type=MARKET | impact if i buy 5 maruti
plain | list_strategies | which strategies are running
plain | show_profile | what is my risk profile
plain | conversation_search query=itc | when did we talk about itc
plain | list_orders status=all | show all orders
plain | show_positions | positions
plain | market_overview | how are markets doing
typo | propose_order side=buy symbol=EICHERMOT quantity=3 order_type=MARKET | buy 3 eciher motors
typo | propose_order side=sell symbol=ICICIBANK quantity=20 order_type=LIMIT price=1400 | sel 20 icci bank at 1400
typo | propose_order side=sell symbol=COALINDIA quantity=60 order_type=MARKET | sell 60 coal idnia
typo | propose_order side=buy symbol=TECHM quantity=8 order_type=MARKET | buy 8 tech mahnidra
typo | show_positions | shwo postions
typo | show_limits | waht are my limits
typo | cancel_order which=#2 | cancle oredr 2
typo | set_alert symbol=WIPRO op=below price=230 | aler me if wipro goes below 230
typo | deploy_strategy ref=#2 | deploy stratgey 2
typo | set_provider provider=gemini | use gemnini
typo | kill_switch on=true | stop al trading
typo | set_goal name=bike target_inr=200000 date=2028 | set goal bike 2 lkah by 2028
typo | market_overview | hwo is the market
typo | show_chart symbol=RELIANCE range=1y | reliacne 1 yr chart
typo | list_orders status=open | opne orders
hinglish | propose_order side=buy symbol=HDFCLIFE quantity=12 order_type=MARKET | hdfc life ke barah share kharid lo
hinglish | propose_order side=sell symbol=INFY quantity=8 order_type=LIMIT price=1600 | infosys 8 bechna hai 1600 pe
hinglish | propose_order side=buy symbol=POWERGRID notional_inr=30000 order_type=MARKET | power grid me 30 hazaar lagao
hinglish | propose_order side=sell symbol=TITAN fraction=0.5 order_type=MARKET | titan aadha nikal do
hinglish | modify_order which=#9 price=455 | order 9 ka price badal ke 455 karo
hinglish | cancel_order which=last | aakhri order radd karo
hinglish | set_limit name=max_orders_per_day value=12 | din mein 12 order se zyada nahi
hinglish | kill_switch on=true | kill switch chalu karo
hinglish | out_of_scope | gaadi ke liye 7 lakh october 2028 tak
hinglish | delete_goal which=gaadi | gaadi wala goal hatao
hinglish | set_provider provider=offline | offline wala use karo
hinglish | set_cost_limit amount=100 period=week | ai pe hafte me 100 rupaye se zyada nahi
hinglish | set_alert symbol=ONGC op=above price=260 | ongc 260 se upar jaye toh bata dena
hinglish | delete_alert which=#4 | alert number 4 delete karo
hinglish | create_strategy template=donchian_breakout symbols=["SBIN"] params={"period":55} | sbi pe 55 din ka donchian breakout banao
hinglish | backtest template=momentum symbols=["TATASTEEL"] range=1y | tata steel pe momentum ka 1 saal backtest
hinglish | deploy_strategy ref=swing-one | swing-one ko live karo
hinglish | list_orders status=open | pending orders dikhao
hinglish | show_holdings | mere shares batao
hinglish | ai_usage period=today | aaj ai ka kharcha kitna hua
ambiguous | ask_back about=propose_order missing=symbol side=buy quantity=25 | tata ke 25 share lo
ambiguous | ask_back about=propose_order missing=quantity side=sell symbol=NTPC | want to sell ntpc
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=ITC | buy 2 lakh itc
ambiguous | ask_back about=set_alert missing=op+price symbol=RELIANCE | reliance pe alert laga do
ambiguous | ask_back about=set_provider missing=provider | change ai model
ambiguous | ask_back about=modify_order missing=price which=last | change my last order
ambiguous | ask_back about=set_limit missing=value name=max_orders_per_day | max orders per day badlo
ambiguous | ask_back about=deploy_strategy missing=ref | make my strategy live
ambiguous | ask_back about=backtest missing=symbols template=sma_cross | run sma cross backtest
ambiguous | ask_back about=set_goal missing=target_inr name=retirement | set a retirement goal
`;
