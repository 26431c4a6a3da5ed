import { above, below, branch, type Combination, outcome, usual, words } from './combination.ts'
import { extraCombinations } from './extra-combinations.ts'

const notReadyLimit = 0.15
const idleLimit = 0.25
const ask = words(
  '是不是停止呼出了？在做后续处理吗？在休息吗？再判断是不想打，还是项目太复杂。',
  'Was calling stopped? Is there follow-up work? Is it rest? Then tell reluctance from a project that is too complex.',
)

const stateTime: Combination = {
  code: 'stateTime',
  isOn: true,
  body: {
    name: words('组合一：工时效率＋空闲率＋示忙率', 'Combination 1: talk utilisation, idle rate, not-ready rate'),
    why: words(
      '高效率、低空闲、低示忙是标杆。空闲或示忙偏高时，先看同项目的人是不是都这样。',
      'High utilisation with little idle and not-ready time sets the mark. Where idle or not-ready time is high, see first whether the whole project is.',
    ),
    subject: 'agent',
    measures: ['talk_utilisation', 'idle_rate', 'not_ready_rate', 'average_wrap_up'],
    peerGroup: 'campaign',
    windowDays: 5,
    minimumSample: 50,
    sharedFrom: 0.5,
    verifyAfterDays: 14,
    branches: [
      branch('notReady', words('示忙高', 'High not-ready time'), [above('not_ready_rate', { value: notReadyLimit })], {
        alone: outcome(
          words('示忙时间比项目上其他人多', 'More not-ready time than others on the project'),
          ask,
          'not_ready_rate',
          'task',
        ),
        shared: outcome(
          words(
            '项目上一半以上的人示忙偏高，多半是项目太复杂',
            'Half the project and more is often not ready: the project is probably too complex',
          ),
          words(
            '基础数据、项目流程、脚本，哪一处逼着大家停下来处理？',
            'Base data, flow of the project or script: which of them makes people stop to work things out?',
          ),
          'not_ready_rate',
          'ticket',
        ),
      }),
      branch(
        'starved',
        words('空闲高、示忙低，人人如此', 'Idle is high and not-ready low, for everybody'),
        [above('idle_rate', { value: idleLimit }), below('not_ready_rate', { value: notReadyLimit })],
        {
          shared: outcome(
            words(
              '大家都在等电话：名单快用完，或拨号太慢',
              'Everybody waits for calls: the list runs low, or dialling is too slow',
            ),
            words(
              '名单还剩多少可拨？拨号倍率和线路够吗？',
              'How much of the list is left to call? Are pacing and lines enough?',
            ),
            'idle_rate',
            'ticket',
          ),
        },
      ),
      branch('idle', words('空闲高', 'High idle time'), [above('idle_rate')], {
        alone: outcome(
          words('等待时间比项目上其他人多', 'More waiting than others on the project'),
          ask,
          'calls_per_login_hour',
          'task',
        ),
        shared: outcome(
          words('项目上大家的空闲都比以往高', 'Everybody on the project is idle more than before'),
          words('名单、时段、拨号方式，最近改了什么？', 'List, hours or way of dialling: what changed lately?'),
          'idle_rate',
          'ticket',
        ),
      }),
      branch(
        'wrapUp',
        words(
          '空闲、示忙都正常，工时效率低，话后处理长',
          'Idle and not-ready are usual, utilisation is low, wrap-up is long',
        ),
        [below('talk_utilisation'), usual('idle_rate'), usual('not_ready_rate'), above('average_wrap_up')],
        {
          alone: outcome(
            words('话后处理时间偏长', 'Wrap-up takes long'),
            words(
              '慢在填单，还是慢在查资料？陪着做三单。',
              'Is it the form, or looking things up? Sit beside three of them.',
            ),
            'average_wrap_up',
            'task',
          ),
          shared: outcome(
            words('项目上大家的话后处理都变长了', 'Wrap-up grew long for everybody on the project'),
            words('工单字段、知识库，哪里要多做一步？', 'Form or knowledge base: where is the extra step?'),
            'average_wrap_up',
            'ticket',
          ),
        },
      ),
      branch(
        'elsewhere',
        words('空闲、示忙都正常，工时效率低', 'Idle and not-ready are usual, utilisation is low'),
        [below('talk_utilisation'), usual('idle_rate'), usual('not_ready_rate')],
        {
          alone: outcome(
            words(
              '通话时间比同伴少，又不在空闲和示忙上',
              'Less talk time than peers, and it is neither idle nor not-ready time',
            ),
            words(
              '看当天的时间条：是拨号、小休，还是填单？',
              'See the strip of the day: dialling, breaks or the form?',
            ),
            'talk_utilisation',
            'task',
          ),
          shared: outcome(
            words('项目上大家的通话时间都比以往少', 'Everybody on the project talks less than before'),
            words('拨号、话后、培训，时间去了哪里？', 'Dialling, wrap-up or training: where did the time go?'),
            'talk_utilisation',
            'ticket',
          ),
        },
      ),
      branch(
        'benchmark',
        words('高效、低闲', 'High utilisation, little idle time'),
        [above('talk_utilisation'), below('idle_rate')],
        {
          alone: outcome(
            words('时间用得比同伴好，可以请他分享', 'Uses the time better than peers; worth sharing'),
            words('一天是怎么安排的？', 'How is the day arranged?'),
            'talk_utilisation',
            'note',
          ),
        },
      ),
    ],
  },
}

const pace: Combination = {
  code: 'pace',
  isOn: true,
  body: {
    name: words('组合二：均长＋每小时呼叫次数', 'Combination 2: talk length and calls per hour'),
    why: words(
      '成交的通话本来就长，所以只拿没成交的通话比长短：短而多最好，长而少练话术，短而少先看时间。',
      'Successful calls are longer, so lengths are compared on refused calls only: short and many is best, long and few is talk skill, short and few is time first.',
    ),
    subject: 'agent',
    measures: ['talk_per_refusal', 'calls_per_login_hour'],
    peerGroup: 'campaign',
    windowDays: 5,
    minimumSample: 50,
    sharedFrom: 0.5,
    verifyAfterDays: 14,
    branches: [
      branch('longFew', words('长而少', 'Long and few'), [above('talk_per_refusal'), below('calls_per_login_hour')], {
        alone: outcome(
          words('没成交的通话偏长，每小时次数偏少', 'Refused calls are long, and there are few an hour'),
          words(
            '听两段：是开场绕，还是异议答不到点上？',
            'Listen to two: is the opening winding, or the answer beside the objection?',
          ),
          'talk_per_refusal',
          'task',
        ),
        shared: outcome(
          words('项目上的通话都变长、变少了', 'Calls on the project grew longer and fewer'),
          words('脚本或产品最近改了什么？', 'What changed in script or product?'),
          'talk_per_refusal',
          'ticket',
        ),
      }),
      branch('shortFew', words('短而少', 'Short and few'), [below('talk_per_refusal'), below('calls_per_login_hour')], {
        alone: outcome(
          words('通话短，次数也少：时间用在别处了', 'Calls are short and few: time goes elsewhere'),
          words('先看工时效率：时间花在空闲、示忙还是话后处理？', 'See utilisation first: idle, not-ready or wrap-up?'),
          'calls_per_login_hour',
          'task',
        ),
      }),
      branch('longMany', words('长而多', 'Long and many'), [above('talk_per_refusal'), above('calls_per_login_hour')], {
        alone: outcome(
          words('又长又多，太拼了：留意质量和身体', 'Long and many: watch quality and strength'),
          words('最近休息够吗？听一段看质量。', 'Is there enough rest? Listen to one for quality.'),
          'effective_rate',
          'note',
        ),
      }),
      branch(
        'shortMany',
        words('短而多', 'Short and many'),
        [below('talk_per_refusal'), above('calls_per_login_hour')],
        {
          alone: outcome(
            words('短而多，节奏最好，可以请他分享', 'Short and many, the best pace; worth sharing'),
            words('怎样很快分辨客户有没有需要？', 'How is need told so quickly?'),
            'calls_per_login_hour',
            'note',
          ),
        },
      ),
    ],
  },
}

const value: Combination = {
  code: 'value',
  isOn: true,
  body: {
    name: words('组合三：成功量×成功率', 'Combination 3: successes × success rate'),
    why: words(
      '量和率都高是明星；量高率低是撒网；率高量低是达标即停；都低先和名单的预期成功率比。',
      'High on both is a star; volume at a low rate is spraying; a high rate at low volume stops early; low on both is held against the expected rate of the list first.',
    ),
    subject: 'agent',
    measures: ['online_success_rate', 'calls_per_login_hour', 'deals_per_head'],
    peerGroup: 'campaign',
    windowDays: 10,
    minimumSample: 100,
    sharedFrom: 0.5,
    verifyAfterDays: 21,
    branches: [
      branch(
        'spray',
        words('撒网：打得多、成得少', 'Spraying: many calls, low rate'),
        [below('online_success_rate'), above('calls_per_login_hour')],
        {
          alone: outcome(
            words('次数多而成功率低，名单浪费了', 'Many calls at a low rate: the list is wasted'),
            words('哪一步丢了客户？听三段没成的。', 'At which step are customers lost? Listen to three.'),
            'effective_rate',
            'task',
          ),
        },
      ),
      branch(
        'stopsEarly',
        words('达标即停：率高、次数少', 'Stops early: high rate, few calls'),
        [above('online_success_rate'), below('calls_per_login_hour')],
        {
          alone: outcome(
            words('成功率高，但每小时次数少', 'A high rate, but few calls an hour'),
            words(
              '下午的时间怎么用？达标以后还拨吗？',
              'How is the afternoon used? Does calling go on once the goal is met?',
            ),
            'calls_per_login_hour',
            'task',
          ),
        },
      ),
      branch('basics', words('量、率都低', 'Low on both'), [below('online_success_rate'), below('deals_per_head')], {
        alone: outcome(
          words('量和率都比同伴低', 'Below peers in volume and rate'),
          words(
            '先比名单：拿到的名单预期成功率是多少？再练基本功。',
            'The list first: what rate was to be expected of it? Then the basics.',
          ),
          'effective_rate',
          'task',
        ),
        shared: outcome(
          words('项目上的量和率都比以往低', 'Volume and rate of the project fell'),
          words('换名单了吗？和名单的预期成功率比一比。', 'Is it another list? Hold it against its expected rate.'),
          'effective_rate',
          'ticket',
        ),
      }),
      branch(
        'star',
        words('明星：量、率都高', 'Star: high on both'),
        [above('online_success_rate'), above('deals_per_head')],
        {
          alone: outcome(
            words('量和率都高，可以请他示范', 'High in volume and rate; worth showing others'),
            words('哪一段录音最值得大家听？', 'Which recording should everybody hear?'),
            'online_success_rate',
            'note',
          ),
        },
      ),
    ],
  },
}

/** Every combination that comes with the product, in the order people read them. */
export const combinations: readonly Combination[] = [stateTime, pace, value, ...extraCombinations]
