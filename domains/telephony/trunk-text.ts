import type { Words, WordsWith } from '#contract/words.ts'
import type { BreakerState, NodeTrouble, trunkSteps } from './trunk-contract.ts'

type NodeLoad = { calls: number; mostCalls: number | null; headsets: number }

/** The words of trunks. */
type Names = { names: readonly string[] }

export const trunkText = {
  trunks: { zh: '中继', en: 'Trunks' },
  trunksHelp: {
    zh: '中继是接到运营商的线路，外呼电话从这里出去。新中继先停用着添加，检查通过后再启用。呼叫走当时最空的、允许拨这个号码的中继。',
    en: 'A trunk is a line to a carrier: calls leave by it. Add a new one switched off, check it, then switch it on. A call takes the least loaded trunk that may call its number.',
  },
  simulatedTitle: { zh: '现在是模拟话务', en: 'Calls are simulated' },
  simulated: {
    zh: '不会拨打任何真实电话；这里的中继只用来限制模拟呼叫，检查结果也是模拟的。没有中继时，模拟呼叫不受限制。要接真实线路，请按 ops/README.md 装好 Asterisk，再用 CARILLON_TELEPHONY=asterisk 启动。',
    en: 'Nobody is really rung: trunks only limit what is simulated, and checks are simulated too. Without any trunk simulated calls know no limit. For real lines install Asterisk as ops/README.md says and start with CARILLON_TELEPHONY=asterisk.',
  },
  noTrunks: {
    zh: '还没有中继。真实外呼至少要有一条：向运营商要到地址和账号，十分钟就能接通。',
    en: 'No trunk yet. Real calls need one at least: with the address and login of your carrier it takes ten minutes.',
  },
  add: { zh: '新增中继', en: 'Add a trunk' },
  guide: { zh: '十分钟接通中继', en: 'Connect in ten minutes' },
  changeTitle: { zh: (name: string) => `修改中继：${name}`, en: (name: string) => `Change trunk ${name}` },
  saved: { zh: '中继已保存', en: 'The trunk is saved' },
  change: { zh: '修改', en: 'Change' },
  check: { zh: '检查', en: 'Check' },
  switchOn: { zh: '启用', en: 'Switch on' },
  switchOff: { zh: '停用', en: 'Switch off' },
  switchedOn: { zh: '中继已启用', en: 'The trunk is on' },
  switchedOff: { zh: '中继已停用', en: 'The trunk is off' },
  remove: { zh: '删除', en: 'Remove' },
  removed: { zh: '中继已删除', en: 'The trunk is removed' },
  removeTitle: { zh: (name: string) => `删除中继“${name}”？`, en: (name: string) => `Remove trunk “${name}”?` },
  removeBody: {
    zh: '它的设置和密码会一并删除，不能恢复。通话记录不受影响。',
    en: 'Its settings and password go with it for good. Calls on record stay.',
  },
  offTitle: { zh: (name: string) => `停用中继“${name}”？`, en: (name: string) => `Switch trunk “${name}” off?` },
  offBody: {
    zh: '不再有新的呼叫从它出去，进行中的通话不受影响。没有别的中继时，外呼会停下。',
    en: 'No new call leaves by it; calls that are up go on. Without another trunk dialling stops.',
  },
  // The list
  name: { zh: '名称', en: 'Name' },
  state: { zh: '状态', en: 'State' },
  address: { zh: '地址', en: 'Address' },
  login: { zh: '登录', en: 'Login' },
  byAddress: { zh: '按我方 IP 识别', en: 'By our address' },
  registering: { zh: '并注册', en: 'registers' },
  callsNow: { zh: '通话 / 并发上限', en: 'Calls / most' },
  callsNowHelp: {
    zh: '现在占用的路数，和允许的最多路数；∞ 为不限',
    en: 'Calls up now, and the most at once; ∞ is no limit',
  },
  lastMinute: { zh: '近 1 分钟：呼出 / 被拒', en: 'Last minute: placed / refused' },
  lastMinuteHelp: {
    zh: '近 60 秒从它呼出的次数，和运营商以网络故障拒绝的次数。对方忙、不接、空号不算被拒。',
    en: 'Calls ordered over it in the last 60 seconds, and those the carrier refused with a network fault. Busy, unanswered and empty numbers are not refusals.',
  },
  numbers: { zh: '号码写法', en: 'Numbers' },
  allowed: { zh: '允许号段', en: 'May call' },
  allAllowed: { zh: '不限', en: 'All' },
  perSecond: { zh: '每秒呼叫', en: 'Calls a second' },
  cost: { zh: '今日话费 / 上限', en: 'Cost today / most' },
  costHelp: {
    zh: '今天（北京时间 0 点起）从它呼出的电话的话费，按每通已开始的分钟数 × 价格算，通话中的也算到现在；坐席询问或转接到外部号码的那一路同样算。没听到结束的通话（如节点宕机）算到最后确知还在的时刻，并注明几通。到上限后今天不再从它呼出，明天自动恢复；∞ 为不限，– 为没有填价格。',
    en: 'What calls over it have cost today (from midnight in Beijing): minutes begun of each call × price, those up counted until now, and so is the leg to a number outside that an agent asks or hands a customer to. A call whose end nobody heard (a node died) counts until it was last known to be up, and how many there are is said. At the limit nothing more is placed over it today, and it goes on by itself tomorrow. ∞ is no limit, – no price.',
  },
  unheard: {
    zh: (calls: number) => `${calls} 通未听到结束`,
    en: (calls: number) => (calls === 1 ? '1 end not heard' : `${calls} ends not heard`),
  },
  spent: { zh: '今日话费已满', en: 'Spent for today' },
  spentHelp: {
    zh: '今天的话费已到上限，不再从它呼出，通话中的不受影响；明天 0 点（北京时间）自动恢复。要提前恢复，请核对呼叫是否正常，再调高上限',
    en: 'Its cost of today has reached the limit: nothing more is placed over it, calls that are up go on, and it goes on by itself at midnight in Beijing. To go on sooner look whether the calls are right, then raise the limit',
  },
  spentTitle: {
    zh: ({ names }: Names) => `中继${names.map((name) => `“${name}”`).join('、')}今日话费已到上限，已停止呼出`,
    en: ({ names }: Names) => {
      const named = names.map((name) => `“${name}”`).join(', ')
      return names.length > 1
        ? `Trunks ${named} have cost what they may today; nothing more is placed over them`
        : `Trunk ${named} has cost what it may today; nothing more is placed over it`
    },
  },
  price: { zh: '每分钟价格（元）', en: 'Price per minute (¥)' },
  priceHelp: {
    zh: '运营商合同里的单价；每通电话按已开始的分钟数计。留空则不算话费。',
    en: 'As in your contract, for each minute of a call that has begun. Empty: cost is not counted.',
  },
  mostCost: { zh: '每日话费上限（元）', en: 'Most cost a day (¥)' },
  mostCostHelp: {
    zh: '防盗打：当天（北京时间）话费到这个数，就不再从它呼出，到次日自动恢复。建议填平时一天话费的两到三倍。留空为不限。',
    en: 'Against fraud: when its calls of a day (Beijing) have come to this, nothing more is placed over it until the next. Two or three times a usual day is a good limit. Empty: none.',
  },
  noPrice: { zh: '不计费', en: 'Not counted' },
  actions: { zh: '操作', en: 'Actions' },
  isOff: { zh: '已停用', en: 'Off' },
  unknownYet: { zh: '状态未知', en: 'Not known' },
  // Nodes
  nodes: { zh: '话务节点', en: 'Telephony nodes' },
  nodesHelp: {
    zh: '每个节点是一台 Asterisk。坐席的话机固定在一个节点上；预测外呼按各节点上空闲或即将空闲的坐席多少，把呼叫分到各节点。“通话 / 上限”的上限在节点设置里（calls），到了就改走别的节点；∞ 为不限。节点断开时，它的通话结束，坐席的话机会接到别的节点。',
    en: 'Each node is one Asterisk. A headset stays on its node; predictive calls are shared out among nodes in proportion to the agents free, or about to be, on each. The limit in “calls / most” is a setting of the node (calls); beyond it calls take another; ∞ is none. When a node goes, its calls end and headsets join another.',
  },
  nodeUp: { zh: '正常', en: 'Up' },
  nodeDown: { zh: '断开', en: 'Down' },
  nodeLoad: {
    zh: ({ calls, mostCalls, headsets }: NodeLoad) => `通话 / 上限 ${calls} / ${mostCalls ?? '∞'} · ${headsets} 部话机`,
    en: ({ calls, mostCalls, headsets }: NodeLoad) =>
      `Calls / most: ${calls} / ${mostCalls ?? '∞'} · headsets: ${headsets}`,
  },
  nodeSince: { zh: '自', en: 'since' },
  noNodes: { zh: '没有话务节点', en: 'No telephony node' },
  // The form
  nameHelp: {
    zh: '自己认得的名字，如“上海电信 30 路”。通话记录用它，存下后不能改。',
    en: 'A name you know it by, such as “Shanghai, 30 lines”. Calls are recorded under it; it stays for good.',
  },
  addressHelp: {
    zh: '运营商给的 SIP 服务器：IP 或域名，端口不是默认值时加冒号和端口，如 203.0.113.9:5070。默认端口 5060，TLS 为 5061。',
    en: 'The SIP server of the carrier: an IP or a name, with :port where it is not the usual one (5060; TLS 5061), as in 203.0.113.9:5070.',
  },
  addressWrong: {
    zh: '请填 IP 或域名，可加“:端口”；不要带 sip: 或空格',
    en: 'An IP or a name, with :port if needed; no sip: and no spaces',
  },
  transport: { zh: '传输方式', en: 'Transport' },
  transportHelp: {
    zh: '多数运营商用 UDP。TLS 会加密信令，要运营商支持。',
    en: 'Most carriers use UDP. TLS encrypts the signalling where the carrier offers it.',
  },
  loginUser: { zh: '登录名', en: 'Login name' },
  loginUserHelp: {
    zh: '运营商给的 SIP 账号。留空表示运营商按我方公网 IP 识别，这时要把我方 IP 报给运营商。',
    en: 'The SIP account. Leave it empty where the carrier knows us by our public IP, which you then tell them.',
  },
  loginUserWrong: {
    zh: '只能有字母、数字和 . _ + -，不带 @ 和域名',
    en: 'Letters, digits and . _ + - only, without @ and domain',
  },
  password: { zh: '密码', en: 'Password' },
  passwordHelp: {
    zh: '只写不读：存下后谁也看不到，操作记录里也没有。修改时留空即保持原密码；改了地址、传输方式或登录名，要重新输入。',
    en: 'Written, never read: nobody sees it again, nor does the audit. Leave it empty to keep the one there; another address, transport or login needs it anew.',
  },
  passwordSet: { zh: '密码更新于', en: 'Password of' },
  registers: { zh: '向运营商注册', en: 'Register with the carrier' },
  registersHelp: {
    zh: '运营商给账号、并要求客户端注册时打开；要有登录名。对方按 IP 识别时关闭。',
    en: 'On where the carrier gave an account and wants us to register; needs a login. Off where it knows us by IP.',
  },
  strip: { zh: '去掉的开头', en: 'Taken off the front' },
  stripHelp: {
    zh: '系统里的号码都是 +国家码 开头，如 +8613800000000。运营商要 13800000000 就填 +86；要 8613800000000 就填 +；照原样就留空。',
    en: 'Our numbers begin with + and country, as in +8613800000000. For 13800000000 put +86 here, for 8613800000000 put +, and nothing to leave them as they are.',
  },
  prefix: { zh: '前面加上', en: 'Put before' },
  prefixHelp: {
    zh: '运营商要求的出局字冠，如 0 或 9；没有就留空。加在去掉开头之后的号码前面。',
    en: 'What the carrier wants before each number, such as 0 or 9; usually nothing. Put before what is left.',
  },
  example: {
    zh: ({ number, told }: { number: string; told: string }) => `运营商收到：${number} → ${told}`,
    en: ({ number, told }: { number: string; told: string }) => `The carrier is told: ${number} → ${told}`,
  },
  channels: { zh: '最多同时通话', en: 'Most calls at once' },
  channelsHelp: {
    zh: '合同里的并发路数。超过时呼叫会改走别的中继，都满了就不呼出。留空为不限。',
    en: 'The channels of your contract. Beyond it calls take another trunk, or none are placed. Empty: no limit.',
  },
  callsPerSecondHelp: {
    zh: '合同里的 CPS。超过时运营商常会整批拒绝，请照实填。留空为不限。',
    en: 'The CPS of your contract; carriers refuse whole bursts beyond it. Empty: no limit.',
  },
  silent: { zh: '多久没有声音算断线（秒）', en: 'Lost after silence of (seconds)' },
  silentHelp: {
    zh: '运营商断线时往往一声不响。接通后这么久收不到客户一侧的任何声音数据，就算断线，坐席马上空出来。若对方静音或被交换机挂起时运营商什么都不发，好好的通话会被误断，请调大。留空为 60 秒。',
    en: 'A carrier that dies says nothing: when not one packet of sound has come of a customer for so long, the call is over and the agent free. Raise it where the carrier sends nothing while a customer is mute or on hold of their own exchange, or good calls would be cut. Empty: 60 seconds.',
  },
  usualSilent: { zh: '60 秒', en: '60 seconds' },
  noLimit: { zh: '不限', en: 'No limit' },
  allowedHelp: {
    zh: '只有这样开头的号码能从它呼出，如 +86，按回车添加。留空为所有号码。填上能防盗打国际电话，建议填写。',
    en: 'Only numbers that begin so may be called over it, such as +86; press Enter after each. Empty: all. Worth filling in: it keeps fraud off international routes.',
  },
  allowedWrong: { zh: '每个号段以 + 和国家码开头，如 +86', en: 'Each begins with + and country, such as +86' },
  isOn: { zh: '保存后立即启用', en: 'Switch on at once' },
  isOnHelp: {
    zh: '建议先关着保存，检查通过后再启用。',
    en: 'Better saved switched off, and switched on when the check has passed.',
  },
  // The check
  checkTitle: { zh: (name: string) => `检查中继：${name}`, en: (name: string) => `Check trunk ${name}` },
  checkHelp: {
    zh: '从地址到应答逐步检查，不会拨打任何电话。前一步没过，后面的查不了。',
    en: 'From address to answer, step by step, without ringing anybody. Where one fails those behind it cannot be looked at.',
  },
  checking: { zh: '正在检查，最多半分钟…', en: 'Looking; half a minute at most…' },
  checkAgain: { zh: '再检查一次', en: 'Check again' },
  allRight: { zh: '全部通过', en: 'All is right' },
  allRightSimulated: { zh: '模拟通过，没有真的询问运营商', en: 'All is right, but simulated: no carrier was asked' },
  allRightOff: { zh: '中继还停用着，可以启用了。', en: 'The trunk is still off; it may be switched on.' },
  allRightOn: { zh: '中继已启用，可以呼出。', en: 'The trunk is on and calls may go.' },
  wrongAt: { zh: (step: string) => `“${step}”没有通过`, en: (step: string) => `“${step}” has failed` },
  notLooked: { zh: '未检查', en: 'Not looked at' },
  notNeeded: { zh: '不需要', en: 'Not needed' },
  found: { zh: '查到：', en: 'Found:' },
  passed: { zh: '通过', en: 'Passed' },
  failed: { zh: '未通过', en: 'Failed' },
} satisfies Record<string, Words | WordsWith<never>>

export const breakerWords: Record<BreakerState, Words> = {
  closed: { zh: '可呼出', en: 'Calls go' },
  open: { zh: '暂停呼出', en: 'Paused' },
  trying: { zh: '试呼中', en: 'Trying' },
}
export const breakerHelp: Record<BreakerState, Words> = {
  closed: { zh: '运营商正常接受呼叫', en: 'The carrier takes calls' },
  open: {
    zh: '运营商拒绝太多，先停一会儿，之后自动试呼',
    en: 'The carrier refused too many: none go for a while, then some are tried',
  },
  trying: { zh: '放几个呼叫出去看是否恢复', en: 'A few calls go to see whether it is well again' },
}

export const stepWords: Record<(typeof trunkSteps)[number], Words> = {
  name: { zh: '地址', en: 'Address' },
  reach: { zh: '连通', en: 'Reach' },
  transport: { zh: '传输方式', en: 'Transport' },
  login: { zh: '登录', en: 'Login' },
  register: { zh: '注册', en: 'Registration' },
  answer: { zh: '应答', en: 'Answer' },
}

/** The way to a working trunk, as it is shown to somebody who never connected one. */
export const guideSteps: readonly { title: Words; body: Words }[] = [
  {
    title: { zh: '向运营商要齐资料（2 分钟）', en: 'Ask the carrier (2 minutes)' },
    body: {
      zh: 'SIP 服务器地址和端口；UDP、TCP 还是 TLS；账号密码，还是按 IP 识别；号码要带 +86、86 还是 0；并发路数和每秒呼叫数；可用的主叫号码。',
      en: 'Address and port of the SIP server; UDP, TCP or TLS; a login, or known by IP; how numbers are written; channels and calls a second; which caller ids you may show.',
    },
  },
  {
    title: { zh: '让对方找得到我们（2 分钟）', en: 'Let them find us (2 minutes)' },
    body: {
      zh: '把话务节点的公网 IP 报给运营商；防火墙只对运营商的地址放行 SIP 和语音端口（规则见 ops/firewall）。',
      en: 'Tell the carrier the public IP of your telephony nodes, and let SIP and voice through the firewall for their addresses only (rules in ops/firewall).',
    },
  },
  {
    title: { zh: '新增中继（2 分钟）', en: 'Add the trunk (2 minutes)' },
    body: {
      zh: '照资料填表，每一项旁边的问号有说明。先不启用。',
      en: 'Fill in the form as the carrier said; each field explains itself. Leave it off for now.',
    },
  },
  {
    title: { zh: '检查（1 分钟）', en: 'Check it (1 minute)' },
    body: {
      zh: '逐步检查地址、连通、登录和注册，哪一步不对、怎么改，都会写明。改好再查，直到全部通过。',
      en: 'Address, reach, login and registration are looked at in turn; what is wrong, and what to do, is said. Mend and check until all is right.',
    },
  },
  {
    title: { zh: '启用，拨自己的手机试一次（3 分钟）', en: 'Switch on, and call yourself (3 minutes)' },
    body: {
      zh: '启用中继，把自己的手机号放进一个试验项目拨一次：听得到双方声音、来电显示正确，就接通了。',
      en: 'Switch it on and call your own telephone from a trial campaign: when both sides are heard and the caller id is right, you are done.',
    },
  },
]

/** What to do about a node that is not up. */
export const nodeTroubleText: Record<NodeTrouble, Words> = {
  password: {
    zh: 'ARI 密码不对。把这台机器上 /etc/carillon-asterisk/account.conf 里的密码写进 CARILLON_ASTERISK_NODES，再重启 Carillon。',
    en: 'Its ARI password is another. Put the one in /etc/carillon-asterisk/account.conf on that machine into CARILLON_ASTERISK_NODES and restart Carillon.',
  },
  takenOver: {
    zh: '另一个进程接管了它。若不是正在切换服务器，请停掉连着这台 Asterisk 的另一套程序；半分钟后会自动再试。',
    en: 'Another process commands it. Unless servers are being changed over, stop the other program connected to this Asterisk; it is tried again in half a minute.',
  },
  away: {
    zh: '没有应答，正在自动重连。看这台机器上的 carillon-asterisk 服务是否在运行，以及到它的网络。',
    en: 'It does not answer and is tried again all the time. See whether the service carillon-asterisk runs on that machine, and the network to it.',
  },
}
