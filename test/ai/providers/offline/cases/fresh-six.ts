/** A sixth round, of traps only, written before it was run. */
export const FRESH_SIX = `
adversarial | out_of_scope | lo ji 10 infy gir gaya
adversarial | out_of_scope | i picked up 10 tcs last week
adversarial | out_of_scope | 20 wipro nikal gaye haath se
adversarial | out_of_scope | could i have sold 10 tcs
adversarial | out_of_scope | my plan: buy 10 tcs, sell at 4000
adversarial | out_of_scope | rumour: reliance to buy 5 companies
adversarial | out_of_scope | never buy 10 adani enterprises
adversarial | out_of_scope | i hate to sell 10 titan
adversarial | out_of_scope | love to buy 10 titan
adversarial | out_of_scope | cant sell 10 titan
adversarial | out_of_scope | unable to buy 5 maruti
adversarial | out_of_scope | failed to buy 5 maruti
adversarial | out_of_scope | why cant i buy 5 maruti
adversarial | out_of_scope | is 5 maruti buy ok
adversarial | out_of_scope | 5 maruti kharidna sahi hai
adversarial | out_of_scope | 5 maruti kharidna galat tha
adversarial | out_of_scope | 5 maruti kharidna padega
adversarial | out_of_scope | 5 maruti lena padega kya
adversarial | out_of_scope | 5 maruti le lo bola usne
adversarial | out_of_scope | 5 maruti le lo warna pachtaoge
adversarial | out_of_scope | sab bech do bolte rehte ho
adversarial | out_of_scope | 10 tcs bech do agar 4000 ho
adversarial | out_of_scope | 10 tcs bech do jab 4000 ho
adversarial | out_of_scope | 10 tcs bech do kal
adversarial | out_of_scope | 10 tcs bech do ya nahi
adversarial | out_of_scope | 10 tcs bech do kya
adversarial | out_of_scope | 10 tcs bech do mazak
adversarial | out_of_scope | 10 tcs bech do... nahi
adversarial | out_of_scope | 10 tcs bech do mat
adversarial | out_of_scope | kyu 10 tcs bech do
adversarial | out_of_scope | kisne bola 10 tcs bech do
adversarial | out_of_scope | tips wale bole 10 tcs bech do
adversarial | out_of_scope | 10 tcs bech do likha tha
adversarial | out_of_scope | "10 tcs bech do"
adversarial | out_of_scope | 10 tcs bech do ka matlab
adversarial | out_of_scope | cancel all orders kya karta hai
adversarial | out_of_scope | all orders got cancelled
adversarial | out_of_scope | cancel all orders? really?
adversarial | out_of_scope | cancel all my plans
adversarial | out_of_scope | cancel culture
adversarial | out_of_scope | stop loss order kya hai
adversarial | out_of_scope | stop 10 tcs
adversarial | out_of_scope | trading stop ho gayi kya
adversarial | out_of_scope | freeze ho gaya app
adversarial | out_of_scope | block trading apps for kids
adversarial | out_of_scope | start trading course
adversarial | out_of_scope | resume banao mera
adversarial | out_of_scope | enable dark mode
adversarial | out_of_scope | limit orders explained
adversarial | out_of_scope | max verstappen 10 wins
adversarial | out_of_scope | 10 percent position is fine
adversarial | out_of_scope | goal 5 lakh is done
adversarial | out_of_scope | messi goal 800
adversarial | out_of_scope | save 5 lakh kaise kare
adversarial | out_of_scope | save 5 lakh tax
adversarial | out_of_scope | offline shops near me
adversarial | out_of_scope | offline class hai
adversarial | out_of_scope | use of gemini
adversarial | out_of_scope | gpt 5 launched
adversarial | out_of_scope | spend 100 a day on food
adversarial | out_of_scope | budget 500 a day for goa trip
adversarial | out_of_scope | ping 500 ms above normal
adversarial | out_of_scope | notify police
adversarial | out_of_scope | tcs alert reader
adversarial | out_of_scope | delete tcs from my watchlist
adversarial | out_of_scope | balanced diet
adversarial | out_of_scope | aggressive dog
adversarial | out_of_scope | swing music
adversarial | out_of_scope | live strategy session today
adversarial | out_of_scope | pause for a moment
adversarial | out_of_scope | momentum kya hai
adversarial | out_of_scope | build a golden cross statue
`;
