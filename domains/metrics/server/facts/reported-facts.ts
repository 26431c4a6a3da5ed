import { defineFacts } from './fact.ts'

/** What order systems report; the columns stand in `reported-sources.ts`, as do all of this file. */
export const orderFacts = defineFacts('order', {
  orders: { zh: '订单数', en: 'Orders' },
  order_units: { zh: '订单台数', en: 'Units ordered' },
  order_amount: { zh: '订单金额', en: 'Amount ordered', unit: 'money' },
  sales: { zh: '销售单数', en: 'Sales orders' },
  sale_units: { zh: '销售台数', en: 'Units sold' },
  sale_amount: { zh: '销售金额', en: 'Sales amount', unit: 'money' },
  focus_units: { zh: '主推机型台数', en: 'Units of focus models' },
  remittances: { zh: '汇款笔数', en: 'Remittances' },
  remittance_amount: { zh: '汇款金额', en: 'Amount remitted', unit: 'money' },
  instalments: { zh: '分期笔数', en: 'Instalment contracts' },
  instalment_principal: { zh: '分期本金', en: 'Instalment principal', unit: 'money' },
  policies: { zh: '保单数', en: 'Policies' },
  premium: { zh: '保费', en: 'Premium', unit: 'money' },
  first_activations: { zh: '首次激活量', en: 'First activations' },
  revenue: { zh: '项目收入', en: 'Revenue', unit: 'money' },
})
export const surveyFacts = defineFacts('survey', {
  surveys: { zh: '满意度评价量', en: 'Ratings' },
  satisfied_surveys: { zh: '满意评价量', en: 'Satisfied ratings' },
  sms_surveys: { zh: '短信评价量', en: 'Ratings by SMS' },
  sms_satisfied: { zh: '短信满意量', en: 'Satisfied by SMS' },
  hangup_surveys: { zh: '挂机评价量', en: 'Ratings after hanging up' },
  hangup_satisfied: { zh: '挂机满意量', en: 'Satisfied after hanging up' },
  call_surveys: { zh: '回访评价量', en: 'Ratings by telephone' },
  call_satisfied: { zh: '回访满意量', en: 'Satisfied by telephone' },
})
export const reviewFacts = defineFacts('review', {
  reviews: { zh: '质检条数', en: 'Recordings reviewed' },
  excellent_reviews: { zh: '质检优秀条数', en: 'Recordings graded excellent' },
  review_score: { zh: '质检得分合计', en: 'Review scores added up' },
  review_score_squared: { zh: '质检得分平方和', en: 'Squared review scores' },
})
export const behaviourFacts = defineFacts('behaviour', {
  behaviours_done: { zh: '关键行为做到次数', en: 'Key behaviours done' },
  behaviour_opportunities: { zh: '关键行为机会次数', en: 'Opportunities for key behaviours' },
  communication_done: { zh: '沟通技巧做到次数', en: 'Communication behaviours done' },
  communication_opportunities: { zh: '沟通技巧机会次数', en: 'Opportunities for communication behaviours' },
  product_knowledge_done: { zh: '产品知识做到次数', en: 'Product-knowledge behaviours done' },
  product_knowledge_opportunities: { zh: '产品知识机会次数', en: 'Opportunities for product-knowledge behaviours' },
  opening_in_15s_done: { zh: '15 秒内说明来意次数', en: 'Purpose said within 15 seconds' },
  opening_in_15s_opportunities: { zh: '说明来意的机会', en: 'Opportunities to say the purpose' },
  need_asked_done: { zh: '询问需求次数', en: 'Needs asked for' },
  need_asked_opportunities: { zh: '询问需求的机会', en: 'Opportunities to ask for needs' },
  objection_answered_done: { zh: '回应异议次数', en: 'Objections answered' },
  objection_answered_opportunities: { zh: '客户异议次数', en: 'Objections raised' },
  close_attempt_done: { zh: '促成次数', en: 'Attempts to close' },
  close_attempt_opportunities: { zh: '促成机会次数', en: 'Opportunities to close' },
  benefit_explained_done: { zh: '讲清利益次数', en: 'Benefits explained' },
  benefit_explained_opportunities: { zh: '讲利益的机会', en: 'Opportunities to explain benefits' },
  terms_stated_done: { zh: '如实告知次数', en: 'Terms stated' },
  terms_stated_opportunities: { zh: '应告知次数', en: 'Terms to be stated' },
})
export const questionnaireFacts = defineFacts('questionnaire', {
  questionnaires_elsewhere: { zh: '通话以外完成的问卷', en: 'Questionnaires completed outside calls' },
})
export const complaintFacts = defineFacts('complaint', {
  complaints: { zh: '投诉量', en: 'Complaints received' },
  complaints_of_agents: { zh: '坐席责任投诉量', en: 'Complaints where the agent was at fault' },
})
export const helpFacts = defineFacts('help', { help_requests: { zh: '内部求助次数', en: 'Requests for help' } })
