/** Secrets in code, put together here so that no scanner takes this file for one that has them. */
import type { Example } from '../../model/rule.ts';

const stripe = ['sk', 'live', 'q7RmT2xVbN9cJw4KfZs8LdYe'].join('_');
const slack = ['xoxb', '284617395026', '739164820573', 'kQ8vZr2TnWm5YpXc7LsBd4Ge'].join('-');

export const secretExamples: Readonly<Record<string, Example>> = {
  javascript: {
    bad: `const Stripe = require('stripe');\n\nconst stripe = new Stripe('[|${stripe}|]');\n`,
    good: `const Stripe = require('stripe');\n\nconst stripe = new Stripe(process.env.STRIPE_SECRET_KEY);\n`,
  },
  python: {
    bad: `from slack_sdk import WebClient\n\nclient = WebClient(token="[|${slack}|]")\n`,
    good: `import os\n\nfrom slack_sdk import WebClient\n\nclient = WebClient(token=os.environ["SLACK_BOT_TOKEN"])\n`,
  },
};
