import { above, below, branch, type Combination, outcome, usual, words } from './combination.ts'

const listOrTime: Combination = {
  code: 'listOrTime',
  isOn: false,
  body: {
    name: words('有效号码率×接通率', 'Dialable rate × connect rate'),
    why: words(
      '号码不行是名单的事；号码好而没人接，多半是时段的事。',
      'Bad numbers are the list; good numbers that nobody answers are mostly the hour.',
    ),
    subject: 'campaign',
    measures: ['dialable_rate', 'connect_rate'],
    peerGroup: 'campaign',
    windowDays: 5,
    minimumSample: 100,
    sharedFrom: 0.5,
    verifyAfterDays: 7,
    branches: [
      branch('badNumbers', words('号码不行', 'Numbers of no use'), [below('dialable_rate', { value: 0.7 })], {
        shared: outcome(
          words('有效号码少于七成，问题在名单', 'Under seven in ten numbers work: it is the list'),
          words('哪个供应商、哪一批？可以退换吗？', 'Which supplier, which batch? Can it be exchanged?'),
          'connect_rate',
          'ticket',
        ),
      }),
      branch(
        'wrongHour',
        words('号码好，没人接', 'Good numbers, nobody answers'),
        [below('connect_rate'), above('dialable_rate', { value: 0.7 })],
        {
          shared: outcome(
            words(
              '号码有效而接通率比以往低，多半是时段不对',
              'Numbers work and connect rate fell: probably the wrong hours',
            ),
            words('看分时接通率，哪几个小时该让出来？', 'See connect rate by hour: which hours should be left alone?'),
            'connect_rate',
            'ticket',
          ),
        },
      ),
    ],
  },
}

const overselling: Combination = {
  code: 'overselling',
  isOn: false,
  body: {
    name: words('成功率×投诉率', 'Success rate × complaint rate'),
    why: words(
      '成得多、投诉也多，可能承诺过头了。',
      'Many successes with many complaints may mean promises that go too far.',
    ),
    subject: 'agent',
    measures: ['online_success_rate', 'complaint_rate'],
    peerGroup: 'campaign',
    windowDays: 20,
    minimumSample: 200,
    sharedFrom: 0.5,
    verifyAfterDays: 28,
    branches: [
      branch(
        'oversold',
        words('成功率高、投诉率高', 'High success rate, high complaint rate'),
        [above('online_success_rate'), above('complaint_rate')],
        {
          alone: outcome(
            words('成功率和投诉率都比同伴高', 'Both successes and complaints are above peers'),
            words(
              '听三段成交：说的和产品写的一样吗？',
              'Listen to three successes: is what was said what the product says?',
            ),
            'complaint_rate',
            'task',
          ),
          shared: outcome(
            words('项目的成功率和投诉率一起升高', 'Successes and complaints of the project rose together'),
            words('脚本里哪句话容易被听成承诺？', 'Which line of the script is heard as a promise?'),
            'complaint_rate',
            'ticket',
          ),
        },
      ),
    ],
  },
}

const closing: Combination = {
  code: 'closing',
  isOn: false,
  body: {
    name: words('有效电话率×成交电话率', 'Effective rate × close rate'),
    why: words(
      '谈得到点上却不成交，常常是不敢促成：聊到最后没有开口。',
      'Good conversations that do not close are often fear of closing: the question is never asked.',
    ),
    subject: 'agent',
    measures: ['effective_rate', 'close_rate'],
    peerGroup: 'campaign',
    windowDays: 10,
    minimumSample: 100,
    sharedFrom: 0.5,
    verifyAfterDays: 14,
    branches: [
      branch(
        'fearOfClosing',
        words('谈得好，成得少', 'Good talks, few closes'),
        [usual('effective_rate'), below('close_rate')],
        {
          alone: outcome(
            words('有效通话不少，成交比同伴少', 'Effective calls as others, fewer closes'),
            words(
              '每通电话开口促成几次？放一段自己最好的录音对比。',
              'How often is the closing question asked in a call? Compare with the own best recording.',
            ),
            'close_rate',
            'task',
          ),
          shared: outcome(
            words('项目的成交电话率比以往低', 'The close rate of the project fell'),
            words('产品、价格、促成话术，最近改了什么？', 'Product, price or closing lines: what changed?'),
            'close_rate',
            'ticket',
          ),
        },
      ),
    ],
  },
}

const pacing: Combination = {
  code: 'pacing',
  isOn: false,
  body: {
    name: words('呼损率×空闲率', 'Abandon rate × idle rate'),
    why: words(
      '呼损高、空闲低是拨得太快；呼损低、空闲高是拨得太慢。',
      'Much abandoned and little idle is dialling too fast; the other way round is too slow.',
    ),
    subject: 'campaign',
    measures: ['abandon_rate', 'idle_rate'],
    peerGroup: 'campaign',
    windowDays: 3,
    minimumSample: 100,
    sharedFrom: 0.5,
    verifyAfterDays: 5,
    branches: [
      branch(
        'tooFast',
        words('拨得太快', 'Too fast'),
        [above('abandon_rate', { value: 0.03 }), below('idle_rate', { value: 0.25 })],
        {
          shared: outcome(
            words('呼损超过 3%，坐席却不空：拨得太快', 'Over 3 % abandoned while agents are busy: dialling too fast'),
            words('目标呼损设了多少？线路和人够不够？', 'What is the target? Are there people enough for the lines?'),
            'abandon_rate',
            'ticket',
          ),
        },
      ),
      branch(
        'tooSlow',
        words('拨得太慢', 'Too slow'),
        [below('abandon_rate', { value: 0.03 }), above('idle_rate', { value: 0.25 })],
        {
          shared: outcome(
            words(
              '呼损很低，坐席空等超过四分之一的时间',
              'Little is abandoned and agents wait over a quarter of their time',
            ),
            words('能否改用预测外呼，或放宽线路？', 'Would predictive dialling, or more lines, do?'),
            'idle_rate',
            'ticket',
          ),
        },
      ),
    ],
  },
}

const quality: Combination = {
  code: 'quality',
  isOn: false,
  body: {
    name: words('质检优秀率×成功率', 'QA excellent rate × success rate'),
    why: words(
      '质检好而成得少，要练的是促成，不是规范。',
      'Good quality with few successes needs practice in closing, not in rules.',
    ),
    subject: 'agent',
    measures: ['excellent_rate', 'online_success_rate'],
    peerGroup: 'campaign',
    windowDays: 20,
    minimumSample: 100,
    sharedFrom: 0.5,
    verifyAfterDays: 28,
    branches: [
      branch(
        'goodButFew',
        words('质检好、成得少', 'Good quality, few successes'),
        [usual('excellent_rate'), below('online_success_rate')],
        {
          alone: outcome(
            words('通话规范不差，成功率比同伴低', 'Quality is as that of others, the success rate is lower'),
            words('客户的最后一个问题是怎么答的？', 'How was the last question of the customer answered?'),
            'close_rate',
            'task',
          ),
        },
      ),
      branch(
        'successFirst',
        words('成得多、质检低', 'Many successes, lower quality'),
        [below('excellent_rate'), above('online_success_rate')],
        {
          alone: outcome(
            words('成功率高，质检比同伴低', 'A high success rate, quality below peers'),
            words(
              '一起听一段：哪一步可以更规范而不丢客户？',
              'Listen together: which step could follow the rules without losing the customer?',
            ),
            'excellent_rate',
            'task',
          ),
        },
      ),
    ],
  },
}

/** Further pairs that answer one question each; off until a manager switches them on. */
export const extraCombinations: readonly Combination[] = [listOrTime, overselling, closing, pacing, quality]
