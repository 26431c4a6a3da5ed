import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const orders = defineKpi({
  code: 'orders',
  name: { zh: '订单量', en: 'Orders' },
  meaning: { zh: '订单系统报送、当前有效的订单', en: 'Orders reported by the order system and in force' },
  formula: { zh: '订单数', en: 'Orders' },
  unit: 'count',
  better: 'higher',
  top: sum(orderFacts.orders),
  example: {
    given: {
      orders: [
        { orderKind: 'sale', units: 3, amount: 9000, focusModel: true },
        { orderKind: 'sale', units: 1, amount: 2000 },
        { orderKind: 'instalment', amount: 60_000 },
        { orderKind: 'premium', amount: 1200 },
        { orderKind: 'remittance', amount: 5000 },
        { orderKind: 'activation', units: 2 },
      ],
    },
    equals: 6,
  },
})
