/** A ninth round, mostly of traps around what records, written before it was run. */
export const FRESH_NINE = `
plain | set_goal name=parents trip target_inr=350000 date=2027-08 | goal: parents trip 3.5 lakh by august 2027
plain | set_goal name=gold chain target_inr=120000 | please create a goal gold chain 1.2 lakh
plain | set_goal name=sabbatical target_inr=1000000 date=2029 | save 10 lakh for a sabbatical by 2029
plain | delete_goal which=sabbatical | erase my sabbatical goal
plain | set_provider provider=claude | i want claude as my ai
plain | set_provider provider=openai | shift to openai
plain | set_provider provider=offline | turn on offline mode
plain | set_alert symbol=GRASIM op=above price=2900 | remind me when grasim goes over 2900
plain | set_alert symbol=NTPC op=below price=320 | set a price alert on ntpc under 320
plain | delete_alert which=#12 | please dismiss alert 12
plain | pause_strategy ref=#9 | suspend strategy 9
plain | pause_strategy ref=mean-king | please stop mean-king
plain | deploy_strategy ref=mean-king | launch mean-king
plain | update_profile risk_tolerance=aggressive | make my risk profile aggressive
plain | update_profile investment_timeline=long_term | i am a long term investor
plain | update_profile preferred_sectors=["pharma"] | i prefer pharma stocks
plain | set_limit name=max_daily_loss value=2500 | make my daily loss limit 2500
plain | set_cost_limit amount=400 period=month | restrict ai cost to 400 a month
plain | kill_switch on=true | please halt all trading
plain | propose_order side=buy symbol=NTPC quantity=45 order_type=MARKET | buy 45 ntpc please
plain | propose_order side=sell symbol=TECHM quantity=7 order_type=LIMIT price=1510 | please sell 7 tech mahindra at a limit of 1510
hinglish | set_goal name=scooter target_inr=110000 date=2027 | scooter ke liye 1.1 lakh ka goal set karo 2027 tak
hinglish | pause_strategy ref=mean-king | mean-king ko rok do
hinglish | set_provider provider=claude | claude pe switch kar do
hinglish | delete_goal which=scooter | scooter wala goal hata dijiye
hinglish | update_profile risk_tolerance=conservative | mujhe conservative rakho
hinglish | set_alert symbol=BEL op=above price=420 | bel 420 se upar gaya to batana
hinglish | delete_alert which=#2 | alert 2 hata do please
typo | pause_strategy ref=#7 | pasue startegy 7
typo | set_goal name=bike target_inr=180000 | creat goal bike 1.8 lakh
adversarial | out_of_scope | meera has a goal of 12 lakh for a car
adversarial | out_of_scope | goal of 12 lakh for a car, that was the plan
adversarial | out_of_scope | a friend of mine set a goal for a house of 50 lakh
adversarial | out_of_scope | it cost me 8 lakh for the car in 2022
adversarial | out_of_scope | save 8 lakh for a car, says every blog
adversarial | out_of_scope | how did i save 8 lakh for a car
adversarial | out_of_scope | goal 8 lakh car or 10 lakh house?
adversarial | out_of_scope | car goal 8 lakh ho payega kya
adversarial | out_of_scope | 8 lakh for a car by 2027 sounds hard
adversarial | out_of_scope | banks need 8 lakh for a car by 2027
adversarial | out_of_scope | car ke liye 8 lakh kaafi hai kya
adversarial | out_of_scope | car ke liye 8 lakh kharch ho gaye
adversarial | out_of_scope | riya ka car goal 8 lakh ka hai
adversarial | out_of_scope | mere dost ka goal 8 lakh ka car hai
adversarial | out_of_scope | our team goal was 8 lakh
adversarial | out_of_scope | delete the goal post in football
adversarial | out_of_scope | goal hata diya gaya
adversarial | out_of_scope | goals keep getting deleted
adversarial | out_of_scope | kunal says use claude
adversarial | out_of_scope | claude or gemini
adversarial | out_of_scope | use claude or gemini?
adversarial | out_of_scope | claude on my phone is great
adversarial | out_of_scope | do people use claude
adversarial | out_of_scope | gemini set hai kya
adversarial | out_of_scope | gemini laga hua hai
adversarial | out_of_scope | openai chalu hai kya
adversarial | out_of_scope | claude chalu ho gaya
adversarial | out_of_scope | offline ho gaya main
adversarial | out_of_scope | i went offline
adversarial | out_of_scope | my provider is claude
adversarial | out_of_scope | ai changed to claude on its own
adversarial | out_of_scope | claude band ho gaya kya
adversarial | out_of_scope | when will claude start
adversarial | out_of_scope | after lunch pause strategy 2
adversarial | out_of_scope | strategy 2 pause when loss
adversarial | out_of_scope | pause strategy 2 only if loss
adversarial | out_of_scope | strategy 2 ka pause button kahan hai
adversarial | out_of_scope | mean-king pause par hai
adversarial | out_of_scope | mean-king band pada hai
adversarial | out_of_scope | mean-king live chal rahi hai
adversarial | out_of_scope | live strategy kaunsi hai
adversarial | out_of_scope | stop strategy is a bad idea
adversarial | out_of_scope | stop loss strategy 2
adversarial | out_of_scope | strategies on pause
adversarial | out_of_scope | mean-king off
adversarial | out_of_scope | start to finish strategy
adversarial | out_of_scope | tcs above 4000 yesterday, no alert came
plain | set_alert symbol=TCS op=above price=4000 | alert: tcs above 4000!
adversarial | out_of_scope | alert mila tcs above 4000
adversarial | out_of_scope | tcs 4000 se upar nikla
adversarial | out_of_scope | mummy ko batana tcs 4000 ke upar jaye to
adversarial | out_of_scope | will you alert me if tcs goes above 4000
adversarial | out_of_scope | was there an alert for tcs above 4000
adversarial | out_of_scope | alert hataya tha maine
adversarial | out_of_scope | alerts cleared
adversarial | out_of_scope | all alerts gone
adversarial | out_of_scope | conservative approach is better
adversarial | out_of_scope | market is aggressive today
adversarial | out_of_scope | aggressive hona chahiye kya
adversarial | out_of_scope | long term me kya hoga
adversarial | out_of_scope | my brother is aggressive
adversarial | out_of_scope | i used to be conservative
adversarial | out_of_scope | i prefer tea
adversarial | out_of_scope | max loss 5000 per day is what sebi says
adversarial | out_of_scope | limit of 20 orders a day crossed
adversarial | out_of_scope | daily loss 5000 pe ruk gaya tha
adversarial | out_of_scope | my orders are limited to 20 a day
adversarial | out_of_scope | ai kharcha 100 se upar chala gaya
adversarial | out_of_scope | ai below 100 this week, nice
adversarial | out_of_scope | trading rok di gayi
adversarial | out_of_scope | trading halt at bse
adversarial | out_of_scope | stop trading advice
adversarial | out_of_scope | resume trading on monday
adversarial | out_of_scope | order 5 ka price 500 ho gaya
adversarial | out_of_scope | cancel hua order 5
adversarial | out_of_scope | order 5 ko cancel kyun kiya
adversarial | out_of_scope | reliance buys 10 lakh shares of jio
adversarial | out_of_scope | 10 infy lete lete reh gaya
adversarial | out_of_scope | 10 infy bech ke khush hu
`;
