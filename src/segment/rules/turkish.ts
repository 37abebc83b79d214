import { english } from './english.ts';
import { type SentenceRules, wordSet } from './sentence-rules.ts';

/** Sources: Türk Dil Kurumu's list of abbreviations (Kısaltmalar Dizini), and what newspapers write. */
export const turkish: SentenceRules = {
  beforeWord: new Set([
    ...english.beforeWord,
    ...wordSet(
      'doç yrd öğr gör arş uzm uz op ecz av müh mim hz sn st bn',
      'alb yb bnb yzb ütğm tğm atğm astsb gen org korg tümg tuğg ora kora tüma tuğa mar',
      'bkz bknz krş örn ör mad çev haz yay der fak ens böl mah cad sok sk bul blv apt yak kaym',
      'bşk bşkn müd yard md gn gnl doğ ing alm fra ar far lat yun',
    ),
  ]),
  beforeNumber: wordSet('no nu nr tel s ss sf sy c f m md fık böl vol p pp dk'),
  anywhere: new Set([
    ...wordSet('inc corp co ltd llc plc jr sr etc al ph.d'),
    ...wordSet(
      'vb vd vs vdğ yy şti a.ş t.c k.k.t.c m.ö m.s i.ö i.s mö ms ltd.şti a.b.d a.g.e agy age hst üniv üni ort maks',
      'min kr tl sa dk cm km kg gr lt bşk başk',
    ),
  ]),
  ordinals: true,
  openers: wordSet(
    'bu şu o bunlar şunlar onlar bunun onun bunların onların buna ona bunu onu bunda burada orada şurada buradan',
    'ama ancak fakat ve veya ya hatta ayrıca bununla böyle böylece böylelikle sonra önce şimdi bugün dün yarın eğer',
    'çünkü her hiç biz siz ben sen öte üstelik oysa oysaki ne nasıl neden niçin niye kim hem işte evet hayır diğer aynı',
    'bazı birçok yine gene artık henüz kısacası özellikle örneğin dolayısıyla nitekim zira peki belki daha ardından',
    'halbuki lakin yani öyle bunlardan geçen gelecek ilk son ise bir tüm bütün en çok',
  ),
  speechVerbs: wordSet(
    'dedi der diyor demiş dediler derdi diyordu sordu soruyor sormuş söyledi söylüyor bağırdı haykırdı yazdı yazıyor',
    'ekledi ekliyor yanıtladı cevapladı cevap konuştu mırıldandı fısıldadı seslendi açıkladı belirtti vurguladı',
    'ifade diye',
  ),
};
