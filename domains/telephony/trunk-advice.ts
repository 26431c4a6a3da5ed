import type { Words } from '#contract/words.ts'
import type { TrunkFindings, TrunkView } from './trunk-contract.ts'

type Step = TrunkFindings['steps'][number]
type Advice = { when: RegExp; words: Words }

const otherwise = /(?:)/
/** What to do about a step that is wrong, by what was found; the first that fits. */
const advice: Record<Step['step'], readonly Advice[]> = {
  name: [
    {
      when: /no trunk/,
      words: {
        zh: '话务系统还没收到这条中继，过几秒再检查一次。',
        en: 'The telephone system has not heard of this trunk yet; check again in some seconds.',
      },
    },
    {
      when: otherwise,
      words: {
        zh: '找不到这个域名。看看有没有拼错，服务器的 DNS 能否解析它；也可以直接填运营商给的 IP。',
        en: 'Nobody knows this name. See that it is spelled right and that the DNS of the server knows it, or put the IP the carrier gave.',
      },
    },
  ],
  reach: [
    {
      when: /ECONNREFUSED/,
      words: {
        zh: '主机在，但这个端口没有 SIP 服务。核对端口（通常 5060，TLS 为 5061）和传输方式。',
        en: 'The host is there, but nobody at this port speaks SIP. Compare port (usually 5060; TLS 5061) and transport.',
      },
    },
    {
      when: /ENETUNREACH|EHOSTUNREACH/,
      words: {
        zh: '没有到这个地址的路。检查服务器的网络、路由或到运营商的专线。',
        en: 'There is no way to this address. See to the network of the server, or to the line to the carrier.',
      },
    },
    {
      when: otherwise,
      words: {
        zh: '没有人应答。核对地址和端口；检查两边防火墙；问运营商是否已登记我方的公网 IP。',
        en: 'Nobody answers. Compare address and port, see to the firewalls on both sides, and ask the carrier whether it has our public IP.',
      },
    },
  ],
  transport: [
    {
      when: /CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO/i,
      words: {
        zh: '对方的 TLS 证书不受信任或已过期。请运营商换证书，或用证书上的域名作地址。',
        en: 'Their TLS certificate is not trusted or is over. Have the carrier renew it, or use the name that stands in it as address.',
      },
    },
    {
      when: otherwise,
      words: {
        zh: '端口通了，但对方不按所选的传输方式应答。换成 UDP 或 TCP，或核对 TLS 端口（通常 5061）。',
        en: 'The port is open, but does not speak the chosen transport. Try UDP or TCP, or compare the TLS port (usually 5061).',
      },
    },
  ],
  login: [
    {
      when: /^(401|407)/,
      words: {
        zh: '登录名或密码不对。照运营商给的重新输入，注意大小写和首尾空格。',
        en: 'Login name or password is wrong. Type both anew as the carrier gave them; capitals and blanks count.',
      },
    },
    {
      when: /^(403|404)/,
      words: {
        zh: '运营商不接受这个账号：可能停用、欠费，或不允许从我方 IP 登录。请向运营商核实。',
        en: 'The carrier does not take this account: it may be closed, unpaid, or not allowed from our IP. Ask them.',
      },
    },
    {
      when: otherwise,
      words: {
        zh: '对方没有回答登录。稍后再查；仍这样就问运营商这个账号用哪台服务器。',
        en: 'The login is not answered. Check again later, or ask the carrier which server this account belongs to.',
      },
    },
  ],
  register: [
    {
      when: otherwise,
      words: {
        zh: '密码是对的，但运营商那里没有我方的注册。等一分钟再查；还没有，就看话务节点是否正常，并请运营商看注册记录。',
        en: 'The password is right, but the carrier lists no registration of ours. Check again in a minute; then see that the telephony node is up, and have the carrier look.',
      },
    },
  ],
  answer: [
    {
      when: /^403/,
      words: {
        zh: '运营商不认识我方的 IP。请把话务节点的公网 IP 报给运营商；若有账号，请填上登录名和密码。',
        en: 'The carrier does not know our IP. Tell them the public IP of the telephony nodes, or fill in login and password if you have an account.',
      },
    },
    {
      when: /^(401|407)/,
      words: {
        zh: '运营商要登录。请填上它给的登录名和密码。',
        en: 'The carrier wants a login. Fill in the name and password it gave.',
      },
    },
    {
      when: /^5\d\d/,
      words: {
        zh: '连得上，但运营商那边出了故障。稍后再查，仍这样就报修。',
        en: 'It is reached, but the carrier has a fault. Check again later, then report it to them.',
      },
    },
    {
      when: otherwise,
      words: {
        zh: '连得上，但对方不回答我们的询问。问运营商是否已登记我方 IP，是否放行 SIP OPTIONS。',
        en: 'It is reached, but does not answer what we ask. Ask the carrier whether it has our IP and lets SIP OPTIONS through.',
      },
    },
  ],
}

/** What somebody who never heard of SIP should do about a step that is wrong. */
export const adviceOn = ({ step, found }: Pick<Step, 'step' | 'found'>): Words =>
  (advice[step].find(({ when }) => when.test(found)) as Advice).words

export type Finding = { step: Step['step']; standing: 'right' | 'wrong' | 'notLooked' | 'notNeeded'; found: string }

/** Every step in order, also those that could not, or need not, be looked at. */
export const findingsOf = (
  steps: readonly Step[],
  { loginUser, registers }: Pick<TrunkView, 'loginUser' | 'registers'>,
): Finding[] => {
  const isNeeded = (step: Step['step']): boolean =>
    step === 'login' ? loginUser !== '' : step === 'register' ? registers : true
  return (Object.keys(advice) as Step['step'][]).map((step): Finding => {
    const one = steps.find((looked) => looked.step === step)
    // A trunk is checked before it is switched on: that it is off is no fault of the line.
    const isRight = one?.isRight || one?.found === 'off'
    if (one && isNeeded(step)) return { step, standing: isRight ? 'right' : 'wrong', found: one.found }
    return { step, standing: isNeeded(step) ? 'notLooked' : 'notNeeded', found: '' }
  })
}
