/** Province and city as people here call them (`广东`, `广州市`), with English words where there are any. */
export type Place = { province: string; city: string; english: string }
export const unknownPlace: Place = { province: '', city: '', english: '' }

/** The 31 provinces, by the words their full names begin with. */
export const provinces = [
  '北京',
  '天津',
  '上海',
  '重庆',
  '河北',
  '山西',
  '辽宁',
  '吉林',
  '黑龙江',
  '江苏',
  '浙江',
  '安徽',
  '福建',
  '江西',
  '山东',
  '河南',
  '湖北',
  '湖南',
  '广东',
  '海南',
  '四川',
  '贵州',
  '云南',
  '陕西',
  '甘肃',
  '青海',
  '内蒙古',
  '广西',
  '西藏',
  '宁夏',
  '新疆',
] as const
const municipalities: readonly string[] = provinces.slice(0, 4)

/** Splits `广东省广州市` into province and city; a name of no province we know is a city by itself. */
export const placeOfName = (name: string, english: string): Place => {
  const province = provinces.find((known) => name.startsWith(known))
  if (!province) return { province: '', city: name, english }
  const city = name.slice(province.length).replace(/^(?:省|自治区|壮族自治区|回族自治区|维吾尔自治区|市)/, '')
  return { province, city: municipalities.includes(province) ? `${province}市` : city, english }
}
