import type { Words, WordsWith } from '#contract/words.ts'
import type { VoiceGrade } from './voice-quality.ts'

/** The words of headsets. */
export const text = {
  headset: { zh: '话机', en: 'Headset' },
  // How it stands
  off: { zh: '未连接', en: 'Off' },
  starting: { zh: '正在打开话筒', en: 'Opening the microphone' },
  connecting: { zh: '连接中', en: 'Connecting' },
  joining: { zh: '已登录，等待接通', en: 'Registered, being joined' },
  cut: { zh: '网络中断', en: 'No network' },
  cutHelp: {
    zh: '话机收不到任何声音，网络恢复后自动接通；通话中的客户此时听音乐等待。',
    en: 'Nothing reaches your headset. It is joined again as soon as the network is back; a customer on the line hears music meanwhile.',
  },
  seated: { zh: '就绪', en: 'Connected' },
  elsewhere: { zh: '在别处使用', en: 'Worn elsewhere' },
  trouble: { zh: '需要处理', en: 'Needs attention' },
  lost: { zh: '已断开', en: 'Lost' },
  simulated: { zh: '模拟话务，无需话机', en: 'Simulated calls need no headset' },
  attempt: {
    zh: (n: number) => `正在重连（第 ${n} 次）`,
    en: (n: number) => `Reconnecting, attempt ${n}`,
  },
  connect: { zh: '连接话机', en: 'Connect the headset' },
  takeOver: { zh: '在此页使用', en: 'Use it here' },
  takeOff: { zh: '断开话机', en: 'Disconnect' },
  retry: { zh: '重试', en: 'Try again' },
  check: { zh: '检查话机', en: 'Check my headset' },
  connectHelp: {
    zh: '戴好耳机后点“连接话机”，浏览器会询问是否允许使用话筒。话机没有接通时不会有来电。',
    en: 'Put your headset on and connect it; the browser asks whether it may use the microphone. Without it no call reaches you.',
  },
  elsewhereHelp: {
    zh: '话机正在另一个标签页或另一台电脑上使用。在此页使用后，那边会自动断开；通话不会中断。',
    en: 'Another tab or computer wears your headset. Use it here and the other lets go; a call that is up goes on.',
  },
  // Devices
  microphone: { zh: '话筒', en: 'Microphone' },
  speaker: { zh: '听筒', en: 'Speaker' },
  ringer: { zh: '提示音设备', en: 'Alerts on' },
  ringerLoudness: { zh: '提示音音量', en: 'Loudness of alerts' },
  usualDevice: { zh: '系统默认', en: 'As the system has it' },
  unnamedDevice: { zh: (n: number) => `设备 ${n}`, en: (n: number) => `Device ${n}` },
  tryIt: { zh: '试听', en: 'Try it' },
  level: { zh: '话筒音量', en: 'Your voice' },
  mutedHere: { zh: '话筒已静音', en: 'Microphone muted' },
  // Quality
  quality: { zh: '通话质量', en: 'Voice quality' },
  qualityUnknown: { zh: '有声音时显示', en: 'Shown while there is sound' },
  qualityFigures: {
    zh: ({ mos, loss, jitter, trip }: QualityFigures) =>
      `约 ${mos} 分（满分 4.4） · 丢包 ${loss} · 抖动 ${jitter} · 往返 ${trip}`,
    en: ({ mos, loss, jitter, trip }: QualityFigures) =>
      `about ${mos} of 4.4 · ${loss} lost · jitter ${jitter} · there and back ${trip}`,
  },
  qualityHelp: {
    zh: '按丢包、抖动和往返时间估算（ITU-T G.107），不是真人评分',
    en: 'Estimated from loss, jitter and round trip (ITU-T G.107), not asked of people',
  },
  node: { zh: '话务节点', en: 'Node' },
  notices: { zh: '来电通知', en: 'Notices of calls' },
  noticesAsk: { zh: '允许通知', en: 'Allow notices' },
  noticesOn: { zh: '已允许：切到别的窗口也会提醒', en: 'Allowed: you are told in other windows too' },
  noticesOff: {
    zh: '浏览器已禁止通知；可在地址栏左侧的网站设置里打开',
    en: 'Blocked by the browser; allow them in the site settings left of the address',
  },
  noticesNone: { zh: '此浏览器不支持通知', en: 'This browser has no notices' },
  // The check
  checkTitle: { zh: '检查我的话机', en: 'Check my headset' },
  checkHelp: {
    zh: '依次确认话筒、听筒、线路和声音。全部通过后再签入。',
    en: 'Microphone, speaker, line and sound, one after the other. Sign in when all have passed.',
  },
  stepPage: { zh: '安全连接', en: 'Secure page' },
  stepPageRight: { zh: '浏览器允许此页使用话筒', en: 'The browser lets this page use a microphone' },
  stepMicrophone: { zh: '话筒', en: 'Microphone' },
  speakNow: { zh: '请说几句话，音量条应随之跳动', en: 'Say a few words; the bar should follow your voice' },
  stepMicrophoneRight: { zh: '听到了您的声音', en: 'Your voice is heard' },
  stepSpeaker: { zh: '听筒', en: 'Speaker' },
  stepSpeakerHelp: { zh: '播放一声，确认能听清', en: 'Play a tone and say whether you hear it' },
  heardIt: { zh: '听到了', en: 'I hear it' },
  heardNothing: { zh: '没听到', en: 'I do not' },
  stepSpeakerWrong: {
    zh: '换一个听筒设备，或在系统里调高音量，再试一次',
    en: 'Choose another speaker, or turn the volume up, and try again',
  },
  stepSpeakerRight: { zh: '能听清', en: 'You hear it' },
  stepLine: { zh: '话务线路', en: 'Line to the exchange' },
  stepLineRight: { zh: '服务器确认话机已接通', en: 'The server says your headset is joined' },
  stepLineLater: { zh: '话筒可用后自动连接', en: 'Connected by itself once there is a microphone' },
  stepLineWait: { zh: '等待服务器确认', en: 'Waiting for the server to say so' },
  stepEcho: { zh: '回声测试', en: 'Echo test' },
  stepEchoHelp: {
    zh: '开始后说话，您会听到自己的声音绕交换机一圈回来',
    en: 'Start it and speak: you hear yourself, all the way through the exchange and back',
  },
  echoStart: { zh: '开始回声', en: 'Start the echo' },
  echoStop: { zh: '结束回声', en: 'Stop the echo' },
  stepEchoRight: { zh: '声音已绕一圈回来', en: 'Your voice came back' },
  stepEchoRuns: { zh: '请说话，正在听回来的声音', en: 'Speak; listening for what comes back' },
  close: { zh: '完成', en: 'Done' },
} satisfies Record<string, Words | WordsWith<never>>

export type QualityFigures = { mos: string; loss: string; jitter: string; trip: string }

export const gradeWords: Record<VoiceGrade, Words> = {
  good: { zh: '良好', en: 'Good' },
  fair: { zh: '一般', en: 'Fair' },
  poor: { zh: '较差', en: 'Poor' },
  bad: { zh: '很差', en: 'Bad' },
}

/** What is wrong with a headset, and what its wearer can do about it. */
export const troubleWords = {
  insecurePage: {
    title: { zh: '此网址不能使用话筒', en: 'No microphone at this address' },
    help: {
      zh: '浏览器只允许 https 网址或本机（http://localhost）使用话筒。请管理员为本系统配置 https 和 wss，再用 https:// 开头的网址打开。',
      en: 'Browsers give a microphone to https addresses and to this very machine (http://localhost) only. Have https and wss set up for this centre, then open it by its https:// address.',
    },
  },
  insecureSocket: {
    title: { zh: '话务线路没有加密', en: 'The line is not encrypted' },
    help: {
      zh: '本页是 https，话务节点的地址却是 ws://，浏览器会拒绝。请管理员把节点地址改为 wss:// 或代理路径。',
      en: 'This page is https but the node is at ws://, which the browser refuses. Have the node given a wss:// address or a path of the proxy.',
    },
  },
  denied: {
    title: { zh: '没有话筒权限', en: 'The microphone was not allowed' },
    help: {
      zh: '点地址栏左侧的图标，把“麦克风”改为“允许”，然后重试。仍不行时，请检查系统隐私设置里浏览器的麦克风权限。',
      en: 'Click the icon left of the address, allow the microphone, and try again. If that does not help, look at the privacy settings of the system.',
    },
  },
  noMicrophone: {
    title: { zh: '没有找到话筒', en: 'No microphone found' },
    help: {
      zh: '请检查耳机是否插好、USB 或蓝牙是否已连接，然后重试。',
      en: 'See that the headset is plugged in, or that USB or Bluetooth is connected, and try again.',
    },
  },
  microphoneInUse: {
    title: { zh: '话筒被其他程序占用', en: 'Another program has the microphone' },
    help: {
      zh: '请关闭正在使用话筒的会议或录音软件，然后重试。',
      en: 'Close the meeting or recording program that uses it, and try again.',
    },
  },
  unplugged: {
    title: { zh: '耳机已拔出', en: 'The headset was unplugged' },
    help: { zh: '请插好耳机，然后重试。', en: 'Plug it in and try again.' },
  },
  noNode: {
    title: { zh: '没有可用的话务节点', en: 'No telephone node is up' },
    help: {
      zh: '系统正在自动重试；持续出现时请联系管理员。',
      en: 'It is tried again by itself; if it lasts, tell whoever runs the system.',
    },
  },
  unreachable: {
    title: { zh: '连不上服务器', en: 'The server cannot be reached' },
    help: { zh: '请检查网络；系统正在自动重试。', en: 'Check the network; it is tried again by itself.' },
  },
  refused: {
    title: { zh: '不能使用话机', en: 'No headset for this account' },
    help: { zh: '请联系管理员。', en: 'Please tell whoever runs the system.' },
  },
  unknown: {
    title: { zh: '话机打不开', en: 'The headset cannot be opened' },
    help: {
      zh: '请重新插拔耳机，或重启浏览器后重试。',
      en: 'Plug the headset in anew, or restart the browser, and try again.',
    },
  },
} satisfies Record<string, { title: Words; help: Words }>
