/** A fourth round, of traps only, written before it was run. */
export const FRESH_FOUR = `
adversarial | out_of_scope | sell 10 itc, said the astrologer
adversarial | out_of_scope | if only i could sell 10 itc
adversarial | out_of_scope | you sell 10 itc
adversarial | out_of_scope | sell 10 itc for him
adversarial | out_of_scope | wanna sell 10 itc?
adversarial | out_of_scope | 10 itc sell kar diya
adversarial | out_of_scope | 10 itc sell kiya
adversarial | out_of_scope | 10 itc sell karte hai
adversarial | out_of_scope | 10 itc sell karne ka plan hai
adversarial | out_of_scope | 10 itc sell kar dunga
adversarial | out_of_scope | 10 itc sell karna chahta tha
adversarial | out_of_scope | 10 itc sell mat kar
adversarial | out_of_scope | 10 itc sell na kar
adversarial | out_of_scope | 10 itc sell karke galti ki
adversarial | out_of_scope | 10 itc sell karo ya hold
adversarial | out_of_scope | 10 itc bech de ya rakhe
adversarial | out_of_scope | 10 itc bech diya kya
adversarial | out_of_scope | 10 itc bech ke aaya
adversarial | out_of_scope | koi 10 itc bechega
adversarial | out_of_scope | sell 10 itc tab karna jab 500 ho
adversarial | out_of_scope | buy 10 infy after results
adversarial | out_of_scope | buy 10 infy before diwali
adversarial | out_of_scope | buy 10 infy in december
adversarial | out_of_scope | buy 10 infy in 2030
adversarial | out_of_scope | buy 10 infy on 5th
adversarial | out_of_scope | buy 10 infy next time
adversarial | out_of_scope | buy 10 infy again someday
adversarial | out_of_scope | buy 10 infy i guess
adversarial | out_of_scope | buy 10 infy idk
adversarial | out_of_scope | buy 10 infy?? nah
adversarial | out_of_scope | buy 10 infy nope
adversarial | out_of_scope | buy 10 infy not
adversarial | out_of_scope | buy 10 infy never mind
adversarial | out_of_scope | buy 10 infy cancel that
adversarial | out_of_scope | buy 10 infy ... wait
adversarial | out_of_scope | buy 10 infy, oh no
adversarial | out_of_scope | buy 10 infy by mistake
adversarial | out_of_scope | accidentally buy 10 infy
adversarial | out_of_scope | almost buy 10 infy
adversarial | out_of_scope | finally buy 10 infy time
adversarial | out_of_scope | buy 10 infy signal
adversarial | out_of_scope | buy 10 infy alert
adversarial | out_of_scope | buy 10 infy strategy
adversarial | out_of_scope | buy 10 infy limit reached
adversarial | out_of_scope | buy 10 infy order status
adversarial | out_of_scope | infy buy 10 sell 5
ambiguous | ask_back about=propose_order missing=quantity side=buy symbol=INFY | buy -10 infy
adversarial | out_of_scope | buy 10 infy = good
adversarial | out_of_scope | buy(10, infy)
adversarial | out_of_scope | buy 10 infy; sell all tcs
plain | propose_order side=buy symbol=INFY quantity=10 order_type=MARKET | *buy 10 infy*
adversarial | out_of_scope | > buy 10 infy
adversarial | out_of_scope | #buy 10 infy
adversarial | out_of_scope | buy 10 infy #ad
adversarial | out_of_scope | @bot someone said buy 10 infy
adversarial | out_of_scope | rt buy 10 infy
adversarial | out_of_scope | re: buy 10 infy
adversarial | out_of_scope | fw: sell 10 infy
adversarial | out_of_scope | q: buy 10 infy a: ok
adversarial | out_of_scope | user: buy 10 infy
adversarial | out_of_scope | tip of the day: buy 10 infy
adversarial | out_of_scope | motilal: buy infy 10
adversarial | out_of_scope | cancel order 5 and 6 were mine
adversarial | out_of_scope | order 5 should be cancelled by exchange
adversarial | out_of_scope | cancel order 5 ka option kahan hai
adversarial | out_of_scope | order 5 cancel kaise kare
adversarial | out_of_scope | order 5 cancel kar diya maine
adversarial | out_of_scope | order 5 hata diya
adversarial | out_of_scope | order 5 hatana tha galti ho gayi
adversarial | out_of_scope | modify order 5 to 500 kaise hota hai
adversarial | out_of_scope | order 5 price 500 is wrong
adversarial | out_of_scope | order 5 price 500 kyu hai
adversarial | out_of_scope | order 5 qty 10 price 500
adversarial | out_of_scope | trading chalu hai
adversarial | out_of_scope | trading chalu hai kya
adversarial | out_of_scope | trading kab chalu hogi
adversarial | out_of_scope | trading bandh ho gayi
adversarial | out_of_scope | kill switch laga hua hai
adversarial | out_of_scope | kill switch kya hota hai
adversarial | out_of_scope | what does kill switch on do
adversarial | out_of_scope | kill switch on tha kal
adversarial | out_of_scope | who turned kill switch on
adversarial | out_of_scope | kill switch auto on
adversarial | out_of_scope | limit 5000 kyu hai
adversarial | out_of_scope | daily loss limit 5000 hit
adversarial | out_of_scope | daily loss limit 5000 reached
adversarial | out_of_scope | daily loss limit 5000 cross ho gaya
adversarial | out_of_scope | daily loss limit 5000 rakhi thi
adversarial | out_of_scope | max order value 50000 se order reject hua
adversarial | out_of_scope | max 20 orders a day ka rule kisne banaya
adversarial | out_of_scope | my max position is 10%
adversarial | out_of_scope | alert 3 delete ho gaya
adversarial | out_of_scope | alert 3 hata diya
adversarial | out_of_scope | delete alert 3 ki zarurat nahi
adversarial | out_of_scope | tcs 3500 ke upar gaya tha
adversarial | out_of_scope | tcs 3500 ke upar hai
adversarial | out_of_scope | tcs 3500 cross kar gaya
adversarial | out_of_scope | alert nahi aaya tcs 3500 pe
adversarial | out_of_scope | why no alert for tcs above 3500
adversarial | out_of_scope | tcs above 3500 alert not working
adversarial | out_of_scope | car goal 8 lakh pura ho gaya
adversarial | out_of_scope | goal car 8 lakh achieved
adversarial | out_of_scope | goal car 8 lakh done
adversarial | out_of_scope | car ke liye 8 lakh bachaye the
adversarial | out_of_scope | papa ne car ke liye 8 lakh bachaye 2020
adversarial | out_of_scope | delete goal car nahi karna
adversarial | out_of_scope | car goal delete ho gaya kya
adversarial | out_of_scope | strategy 2 pause ho gayi
adversarial | out_of_scope | strategy 2 pause thi
adversarial | out_of_scope | strategy 2 live ho gayi kya
adversarial | out_of_scope | swing-one live hai
adversarial | out_of_scope | swing-one live tha
adversarial | out_of_scope | deploy swing-one kaise kare
adversarial | out_of_scope | deploy strategy 2 after backtest
adversarial | out_of_scope | sma cross strategy kya hai
adversarial | out_of_scope | create strategy kaise karte hai
adversarial | out_of_scope | sma 20 50 strategy on infy lost money
adversarial | out_of_scope | infy strategy rsi 14 is bad
adversarial | out_of_scope | switch to claude kaise karu
adversarial | out_of_scope | claude chal raha hai kya
adversarial | out_of_scope | gemini use kiya tha
adversarial | out_of_scope | gemini use hota hai
adversarial | out_of_scope | openai on hai
adversarial | out_of_scope | ai cost limit 100 a week thi
adversarial | out_of_scope | ai limit 100 a day cross
adversarial | out_of_scope | ai kharcha 100 roz ho raha hai
adversarial | out_of_scope | ai cost 100 per day
adversarial | out_of_scope | aggressive mat bano
adversarial | out_of_scope | moderate risk kya hota hai
adversarial | out_of_scope | my friend is conservative
adversarial | out_of_scope | conservative party won
adversarial | out_of_scope | weekly trade nahi karta
adversarial | out_of_scope | banking sector kaisa hai
adversarial | out_of_scope | it sector girega
`;
