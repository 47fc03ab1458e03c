/** A tenth round, small and mixed, written before it was run. */
export const FRESH_TEN = `
plain | propose_order side=sell symbol=TRENT quantity=2 order_type=MARKET | kindly sell 2 trent shares
plain | propose_order side=buy symbol=SBIN notional_inr=75000 order_type=MARKET | buy sbi shares for ₹75,000
plain | set_goal name=wedding target_inr=1000000 date=2029 | wedding goal of 10 lakh by 2029
plain | set_goal name=piano target_inr=150000 | id like to set a goal for a piano of 1.5 lakh
plain | set_provider provider=gemini | move to gemini
plain | set_alert symbol=RELIANCE op=below price=1300 | let me know if reliance goes below 1300
plain | delete_alert which=reliance | delete my reliance alert
plain | pause_strategy ref=#3 | pause strategy number 3
plain | deploy_strategy ref=alpha-one | deploy alpha-one please
plain | update_profile trading_style=positional | i am a positional trader
plain | set_limit name=max_order_value value=90000 | max order value should be 90000
plain | set_cost_limit amount=20 period=day | limit ai cost to 20 per day
ambiguous | ask_back about=propose_order missing=side symbol=NTPC quantity=30 | ntpc ke tees share chahiye
hinglish | propose_order side=sell symbol=ITC fraction=0.5 order_type=MARKET | mera aadha itc bech do
hinglish | set_limit name=max_orders_per_day value=10 | roz 10 order se zyada mat karne dena
hinglish | kill_switch on=true | trading turant rok do
hinglish | deploy_strategy ref=alpha-one | alpha-one live karo
typo | propose_order side=buy symbol=HINDUNILVR quantity=4 order_type=MARKET | buy 4 hindustan unilver
typo | cancel_order which=#5 | cancel ordre 5
adversarial | out_of_scope | tarun set a goal of 8 lakh for car
adversarial | out_of_scope | goal: to be rich, 5 crore, someday
adversarial | out_of_scope | the wedding goal of 10 lakh is silly
adversarial | out_of_scope | we need 10 lakh for the wedding by 2029, dont we
adversarial | out_of_scope | set 8 lakh aside for a car in 2019, sold it in 2022
adversarial | out_of_scope | claude helps me set goals
adversarial | out_of_scope | gemini picks stocks better
adversarial | out_of_scope | switch to claude didnt work
adversarial | out_of_scope | switching to claude
adversarial | out_of_scope | nobody uses gemini
adversarial | out_of_scope | alpha-one stops at 3
adversarial | out_of_scope | alpha-one deploy ho gayi
adversarial | out_of_scope | arjun deploys alpha-one
adversarial | out_of_scope | arjun deploy alpha-one
adversarial | out_of_scope | my strategy 2 paused again
adversarial | out_of_scope | strategy 2 stop loss 5%
adversarial | out_of_scope | reliance below 1300 finally
adversarial | out_of_scope | reliance crosses 3000 mark
adversarial | out_of_scope | an alert for reliance below 1300 exists
adversarial | out_of_scope | vikram removed reliance alert
adversarial | out_of_scope | vikram delete reliance alert
adversarial | out_of_scope | clearing all alerts helps
adversarial | out_of_scope | positional trading needs patience
adversarial | out_of_scope | conservative investors buy bonds
adversarial | out_of_scope | max order value should be 90000, my broker says
adversarial | out_of_scope | why max order value 90000
adversarial | out_of_scope | stopped all trading
adversarial | out_of_scope | stops trading at 3
adversarial | out_of_scope | order 5 gets cancelled
adversarial | out_of_scope | arjun buy 10 tcs
adversarial | out_of_scope | 10 tcs bought by arjun
adversarial | out_of_scope | buying spree 10 tcs
adversarial | out_of_scope | 10 tcs bechta hu roz
`;
