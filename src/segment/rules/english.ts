import { type SentenceRules, wordSet } from './sentence-rules.ts';

export const english: SentenceRules = {
  beforeWord: wordSet(
    'mr mrs ms messrs mx dr drs prof profs st ste mt rev hon pres gov govs sen sens rep reps amb',
    'gen maj brig col lt cpl sgt capt cmdr cdr adm pvt pfc sfc supt insp det atty attys msgr fr',
    'vs v cf viz e.g i.e eg ie approx ca',
  ),
  beforeNumber: wordSet(
    'no nos nr vol vols p pp pg para fig figs eq ch chap sec sect art pt ed op ver',
    'jan feb mar apr jun jul aug sep sept oct nov dec tel ext c',
  ),
  anywhere: wordSet(
    'inc corp co ltd llc plc bros jr sr etc al esq ph.d m.d b.a m.a dept univ assn ave blvd rd hwy sq bldg',
    'ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn',
    'tex va vt wash wis wyo est a.m p.m u.s u.k u.n d.c mon tue tues wed thu thur thurs fri',
  ),
  ordinals: false,
  openers: wordSet(
    'a an the this that these those he she it they we you his her its their our my your there here',
    'and but or nor so yet if in on at for from by with when while as after before since until because although though',
    'however then thus hence meanwhile instead moreover furthermore also still even once only not no yes now today',
    'what who whom whose why how where which some many most both each every another other others such few all',
    'is are was were did do does has have had will would can could should may might must let',
    'according despite during under over between among without within to of earlier later last next finally first',
  ),
  speechVerbs: wordSet(
    'said says say asked asks replied replies answered added adds shouted cried wrote writes told tells whispered',
    'exclaimed wondered insisted continued declared remarked noted explained warned joked quipped tweeted posted',
  ),
};
