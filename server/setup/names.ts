/** Everyday Chinese names, put together by chance: nobody in particular. */
const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢',
]
const given = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉力华梅玲红建国英志鑫雪琳晨佳欣宇浩轩子涵怡婷思颖诗雨泽凯瑞',
]

const pick = <T>(chance: () => number, from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T

/** A name of two or three characters. */
export const nameBy = (chance: () => number): string =>
  pick(chance, surnames) + pick(chance, given) + (chance() < 0.6 ? pick(chance, given) : '')
