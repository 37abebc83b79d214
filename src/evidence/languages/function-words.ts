/**
 * Words that carry no content of their own, folded, by language: articles, prepositions, conjunctions, pronouns,
 * auxiliaries, and the verbs of saying that one language repeats and the other leaves out. No finding rests on them.
 */
const LISTS: Readonly<Record<string, string>> = {
  en:
    'a an the this that these those i you he she it we they me him her us them my your his its our their mine yours hers ours theirs ' +
    'myself yourself himself herself itself ourselves themselves who whom whose which what where when why how there here ' +
    'and or but nor so yet if then else than because since while whereas although though unless until till as at by for from in into of off on onto out over ' +
    'to toward towards up upon with within without about above across after against along amid among around before behind below beneath beside besides between beyond ' +
    'despite down during except inside near outside per through throughout under via is am are was were be been being do does did done doing have has had having ' +
    "will would shall should can could may might must ought not no n't also too very just only even still already again ever never always often such same other another any " +
    'some all both each every either neither more most less least much many few own quite rather said says say saying told tells tell added adds according reportedly ' +
    "don't doesn't didn't won't wouldn't can't couldn't isn't aren't wasn't weren't hasn't haven't hadn't it's that's there's he's she's they're we're you're i'm i've we've let one ones " +
    'get got gets getting go goes going went make makes made making take takes took put well like now however meanwhile therefore thus indeed whether ' +
    'mr mrs ms dr',
  tr:
    'bir bu şu o bunlar şunlar onlar ben sen biz siz beni seni onu bizi sizi onlari bana sana ona bize size onlara benim senin onun bizim sizin onlarin ' +
    'bunu şunu buna şuna bunun şunun bunda onda bundan ondan bunlari bunlarin bunlara kendi kendisi kendini kendine kendisini kendisine kendilerini ' +
    've veya ya ile ki de da ise ama fakat ancak lakin yalniz çünkü zira eğer şayet madem hem ne hiç mi mu mü ' +
    'için gibi kadar göre doğru karşi rağmen dolayi ötürü üzere beri önce sonra içinde içinden içine üzerinde üzerine üzerinden altinda arasinda arasindaki tarafindan hakkinda ilgili ' +
    'ilişkin dair yönelik itibaren boyunca sirasinda esnasinda yoluyla araciliğiyla nedeniyle sebebiyle sayesinde olarak olan olanlar olduğu olduğunu oldu olmuş olup olmasi olmasini olması olmadiğini olmak olacak olacağini ' +
    'olabilir olduklarini oluyor olsa değil var yok vardi yoktu etti eden eder ediyor etmek ettiği ettiğini etmiş edilen edildi edilmiş ederek etmesi yapan yapti yapilan yapmak yapiyor ' +
    'daha en çok pek az biraz her bütün tüm hep hepsi bazi kimi birkaç bir biri birisi diğer başka ayni böyle öyle şöyle nasil neden niçin nerede zaman yine gene tekrar hala halen bile dahi sadece artik ' +
    'dedi diyor diyen demiş diye dediğini söyledi söyleyen söylüyor söylemiş söylediğini belirtti belirten belirterek kaydetti kaydeden açikladi açiklayan ifade vurguladi ekledi ekleyen bildirdi dile getirdi ' +
    'ayrica oysa böylece dolayisiyla bununla birlikte şimdi işte acaba belki sanki adeta zaten asla şekilde biçimde konusunda kişi sayin bay bayan dr',
};

const sets = new Map<string, ReadonlySet<string>>(
  Object.entries(LISTS).map(([lang, words]) => [lang, new Set(words.split(' '))]),
);

const NONE: ReadonlySet<string> = new Set();

/** The function words of a language, folded; none for a language that is not here. @param lang a BCP 47 code */
export const functionWordsOf = (lang: string): ReadonlySet<string> =>
  sets.get(lang.split('-')[0]!.toLowerCase()) ?? NONE;
