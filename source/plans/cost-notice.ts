import type { Notice } from '../engine/notice.ts'
import { monthlyCost, pricesAsOf, pricesSource } from './prices.ts'

/** What a first set-up says before anything else: that it costs money, how much, and how to watch it. */
export function costNotice(): Notice {
  const usual = monthlyCost({ messagesPerDay: 30 })
  const busy = monthlyCost({ messagesPerDay: 300 })
  return {
    title: 'What this costs',
    lines: [
      'AWS will charge your account for what this sets up, from the first request on.',
      '',
      '- With little traffic, USD 5 to 10 a month is usual.',
      `- Reckoned: 30 messages a day ${dollars(usual.total)} a month, 300 a day ${dollars(busy.total)} (Amazon Nova Lite; list prices of us-east-1, ${pricesAsOf}, ${pricesSource}, without tax).`,
      '- What drives it: messages to the model (tokens), requests, transfer by CloudFront, Lambda’s time, the region.',
      '- Nothing is paid by the hour, so an idle twin costs cents. Traffic you do not expect costs more.',
      '- Watch it: https://console.aws.amazon.com/billing/home#/budgets',
      '',
    ],
  }
}

const dollars = (amount: number) => `USD ${amount < 10 ? amount.toFixed(2) : Math.round(amount)}`
