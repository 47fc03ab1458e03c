/** `class | intent slot=value … | message`; `missing=a+b` and `about=tool` for questions. */
export const READS = `
plain | show_portfolio | show my portfolio
plain | show_portfolio | whats my net worth
plain | show_portfolio | how is my portfolio doing today
plain | show_portfolio | portfolio summary please
hinglish | show_portfolio | mera portfolio dikhao
hinglish | show_portfolio | portfolio kaisa chal raha hai
hinglish | show_portfolio | mere account mein kitna paisa hai
typo | show_portfolio | show protfolio
plain | show_holdings | what stocks do i own
plain | show_holdings | list my holdings
plain | show_holdings | what do i hold right now
plain | show_holdings | which shares do i have
hinglish | show_holdings | mere paas kaun se stocks hain
hinglish | show_holdings | meri holding batao
hinglish | show_holdings | mere paas kya kya hai
typo | show_holdings | show my holdngs
plain | show_positions | open positions
plain | show_positions | show my intraday positions
hinglish | show_positions | meri positions dikhao
hinglish | show_positions | abhi kaunsi position khuli hai
typo | show_positions | curent postions
plain | show_pnl period=today | how much did i make today
plain | show_pnl period=month | pnl this month
plain | show_pnl period=week | what is my profit and loss this week
plain | show_pnl period=fy | p&l for this financial year
plain | show_pnl period=all | total profit so far
plain | show_pnl symbol=TCS period=month | tcs pnl this month
plain | show_pnl | show my pnl
hinglish | show_pnl period=today | aaj kitna kamaya
hinglish | show_pnl period=week | is hafte ka profit batao
hinglish | show_pnl symbol=INFY | infosys mein kitna munafa hua
hinglish | show_pnl period=month | is mahine kitna nuksan hua
hinglish | show_pnl period=year | is saal ka pnl dikhao
hinglish | show_pnl period=all | ab tak ka total pnl
typo | show_pnl period=today | todays proft
plain | show_pnl period=year symbol=ITC | how much have i lost on itc this year
plain | quote symbol=RELIANCE | reliance price
plain | quote symbol=TCS | what is tcs trading at
plain | quote symbol=SBIN | ltp of sbi
plain | quote symbol=HDFCBANK | how much is hdfc bank
plain | quote symbol=LT | l&t quote
plain | quote symbol=M&M | m&m current price
plain | quote symbol=BAJAJ-AUTO | price of bajaj auto
hinglish | quote symbol=INFY | infy ka bhav
hinglish | quote symbol=TATASTEEL | tata steel kitne pe hai
hinglish | quote symbol=AXISBANK | axis bank ka rate batao
hinglish | quote symbol=MARUTI | maruti kitna chal raha hai
hinglish | quote symbol=HINDUNILVR | hul ka price kya hai
typo | quote symbol=RELIANCE | relaince price
typo | quote symbol=KOTAKBANK | kotak bnk prce
typo | quote symbol=SUNPHARMA | sun phrma ka bhav
ambiguous | ask_back about=quote missing=symbol | hdfc price
ambiguous | ask_back about=quote missing=symbol | tata ka bhav
ambiguous | ask_back about=quote missing=symbol | price batao
ambiguous | ask_back about=show_chart missing=symbol range=6m | show me a 6 month chart
plain | show_chart symbol=RELIANCE range=1y | reliance 1 year chart
plain | show_chart symbol=TITAN range=6m | chart of titan for 6 months
plain | show_chart symbol=ITC | itc chart
plain | show_chart symbol=INFY range=5y | plot infy 5 years
plain | show_chart symbol=WIPRO range=3m | wipro graph 3m
hinglish | show_chart symbol=SBIN range=1m | sbi ka 1 mahine ka chart dikhao
hinglish | show_chart symbol=CIPLA range=3y | cipla ka teen saal ka chart
hinglish | show_chart symbol=NTPC | ntpc ka graph dikha do
typo | show_chart symbol=TCS range=1y | tcs chrat 1 yr
plain | search_symbol query=paytm | find symbol for paytm
plain | search_symbol query=tata | what is the ticker of tata
plain | list_orders | show my orders
plain | list_orders status=open | pending orders
plain | list_orders status=today | todays orders
plain | list_orders status=all | list all orders
plain | list_orders status=open | any open orders
hinglish | list_orders status=today | aaj ke order dikhao
hinglish | list_orders status=open | kaunse order pending hai
hinglish | list_orders | mere orders batao
typo | list_orders status=open | opne oders
plain | order_impact side=buy symbol=INFY quantity=10 order_type=MARKET | what would happen if i buy 10 infy
plain | order_impact side=buy symbol=TCS quantity=50 order_type=MARKET | impact of buying 50 tcs
plain | order_impact side=sell symbol=ITC quantity=100 order_type=MARKET | what if i sell 100 itc
hinglish | order_impact side=buy symbol=SBIN quantity=20 order_type=MARKET | agar 20 sbi kharidu to kya hoga
plain | risk_report | risk report
plain | risk_report | how risky is my portfolio
plain | risk_report | what is my value at risk
hinglish | risk_report | mera risk kitna hai
hinglish | risk_report | portfolio ka risk batao
typo | risk_report | rsik report
plain | risk_report | am i diversified
plain | show_limits | what are my limits
plain | show_limits | risk limits
plain | show_limits | show my trading limits
hinglish | show_limits | meri limits dikhao
hinglish | show_limits | limit kitni hai
typo | show_limits | show my limts
plain | show_limits | what is my daily loss limit
plain | list_strategies | show my strategies
plain | list_strategies | list strategies
hinglish | list_strategies | meri strategies dikhao
hinglish | list_strategies | kaun kaun si strategy hai
typo | list_strategies | my startegies
plain | show_signals | any new signals today
plain | show_signals | show signals
hinglish | show_signals | naye signals batao
hinglish | show_signals | aaj ke signal dikhao
typo | show_signals | latest singals
plain | show_recommendations | any recommendations
plain | show_recommendations | what should i buy
plain | show_recommendations | suggest some stocks
hinglish | show_recommendations | koi accha stock batao
hinglish | show_recommendations | kya kharidna chahiye
typo | show_recommendations | show recomendations
plain | show_goals | show my goals
plain | show_goals | how are my goals doing
hinglish | show_goals | mere goals dikhao
hinglish | show_goals | mera goal kitna pura hua
typo | show_goals | show gaols
plain | show_profile | show my profile
plain | show_profile | what is my risk profile
hinglish | show_profile | meri profile dikhao
typo | show_profile | my proflie
plain | market_overview | how is the market today
plain | market_overview | market overview
plain | market_overview | how are the markets doing
hinglish | market_overview | aaj market kaisa hai
hinglish | market_overview | bazaar ka haal batao
typo | market_overview | markt overview
plain | ai_usage period=month | ai cost this month
plain | ai_usage period=today | how much have i spent on ai today
plain | ai_usage | ai usage
plain | ai_usage period=week | what did the bot cost me this week
hinglish | ai_usage period=month | is mahine ai pe kitna kharcha hua
hinglish | ai_usage period=today | aaj ka ai kharcha
typo | ai_usage period=month | ai usge this month
plain | list_alerts | show my alerts
plain | list_alerts | which alerts are active
plain | list_alerts | my alerts
hinglish | list_alerts | mere alerts dikhao
hinglish | list_alerts | kaun se alert lage hai
typo | list_alerts | list alrets
plain | conversation_search query=reliance | what did i say about reliance
plain | conversation_search query=stop loss | search our chat for stop loss
plain | conversation_search query=dividend | search my conversations for dividend
plain | help | help
plain | help | what can you do
plain | help | how do i use this
hinglish | help | tum kya kya kar sakte ho
hinglish | help | madad karo
typo | help | hlep
plain | backtest template=sma_cross symbols=["TCS"] range=3y | backtest sma crossover on tcs for 3 years
plain | backtest template=momentum symbols=["INFY"] | backtest momentum on infy
plain | backtest strategy=swing-one | backtest swing-one
hinglish | backtest template=donchian_breakout symbols=["ITC"] range=1y | itc pe donchian ka 1 saal ka backtest karo
plain | backtest template=sma_cross symbols=["RELIANCE"] params={"fast":20,"slow":50} range=1y | backtest sma cross 20 50 on reliance 1 year
ambiguous | ask_back about=backtest missing=symbols template=momentum | backtest momentum
plain | smalltalk | hi
plain | smalltalk | good morning
plain | smalltalk | thank you so much
plain | smalltalk | how are you
hinglish | smalltalk | kaise ho bhai
hinglish | smalltalk | namaste ji
hinglish | smalltalk | shukriya yaar
plain | smalltalk | bye
out_of_scope | out_of_scope | tell me a joke
out_of_scope | out_of_scope | who won the cricket match
out_of_scope | out_of_scope | book me a flight to goa
out_of_scope | out_of_scope | write a poem about rain
out_of_scope | out_of_scope | what is the capital of france
out_of_scope | out_of_scope | mausam kaisa hai
out_of_scope | out_of_scope | ek gana suna do
out_of_scope | out_of_scope | order a pizza
out_of_scope | out_of_scope | buy me a coffee
out_of_scope | out_of_scope | transfer 5000 to rahul
`;
