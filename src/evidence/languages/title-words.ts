import { stemsOf } from '../inflection.ts';

/**
 * Words that stand with a capital in titles of persons and in names of institutions, laws, places, feasts, and that a translation
 * renders by meaning, adds or leaves out: Prime Minister, Security Council, Dışişleri Bakanlığı. Folded; a Turkish word may go on
 * with endings. No name is missed for want of one of these.
 */
const LISTS: Readonly<Record<string, string>> = {
  en:
    'academy act action administration administrator advisor adviser affairs agency agenda agreement aid air airlines airport alliance ambassador amendment anniversary annual ' +
    'archbishop archives army arts assembly assistant associate association attorney authority avenue award bank baron base battle bay beach bill bishop board boulevard branch bridge ' +
    'brigade brother building bureau cabinet campaign canal captain cardinal castle cathedral cemetery center central centre chairman chairwoman chair chamber champion championship chancellor ' +
    'chapter charter chief church city civil clinic club coach coalition coast code collection college colonel commander commission commissioner committee commons community company conference confederation congress ' +
    'congressman congresswoman conservative constitution constitutional consul convention corporation coroner corps council councillor count country county court criminal crown culture cup customs daily day defence defense ' +
    'delegation democracy democrat democratic department deputy derby desert detective development digital director directorate district division doctor drive duchess duke dynasty east eastern economic economy education ' +
    'election embassy emergency emperor empire energy environment exchange executive exhibition falls father federal federation festival field final finance fire first foreign forest fort forum foundation fund gallery game garden ' +
    'gate general global golf governor government grand great green group guard gulf hall health heritage high highway hill hills history holy home hospital hotel hour house human independence independent initiative inspector institute ' +
    'institution insurance intelligence interior international island islands journal judge judicial judiciary justice king kingdom labor labour lady lake land law league leader left liberal liberation library lieutenant light line lord lower ' +
    'madam magazine magistrate major manager march market marshal mayor medical memorial middle military minister ministry mission monument morning motor mount mountain mountains movement mr mrs ms municipal municipality museum music national nations naval ' +
    'navy network new news newsletter newspaper night north northeast northern northwest observatory ocean office officer old open operation opposition order organisation organization palace park parliament parliamentary part party pass patriarch peace people ' +
    'peninsula petroleum plan plane planning point police policy pool port premier presidency president press pressure prime prince princess principal prison prize professor program programme project prosecutor protocol province public queen race railway ' +
    'rally rear red reform regiment region regional registry relations report republic republican reserve resolution revolution right river road royal rule saint school science sea season second secretary security senate senator senior sergeant series service ' +
    'session shadow sheriff sir sister social society software sound south southeast southern southwest spokesman spokeswoman spring square staff stadium stage star state states station statistics steering stock strait strategy street summer summit superintendent supreme ' +
    'system tax team technology temple territory theater theatre third tour tourism tower town trade transport transportation treasury treaty trial tier tribunal trust union unit united university upper vale valley van vice village war water way week welfare west western white ' +
    'winter women world young youth zone gen sen rep gov prof capt col lt sgt det insp rev st ft no',
  tr:
    'abi abla ada ağa akademi albay altin anayasa anit anlaşma antlaşma araç araştirma arşiv askeri asteğmen aşağı ateşkes atölye avukat ay azam aziz baba bağimsiz bakan bakim banka baro bariş bas başbakan başkan başkent başkomutan başkonsolos başpiskopos başsavci bati bay bayan bayram baş bayrak ' +
    'bele belediye beyaz bey bildirge bilim bina birey birleşik birinci birlik birliğ bitki boğaz bölge bölüm bulvar bursa bülten bütçe büyük büyükelçi büyükşehir büro cadde cami cemaat cemiyet cephe ceza cumhurbaşkan cumhuriyet çağ çarşi çay çevre çocuk çöl dağ daire daimi dalga danişma danişman danişta ' +
    'defter deklarasyon demir demiryol demokrat deniz departman dere dergi dernek derneğ destek devlet devrim dış diş dişişleri divan doğal doğu doktor donanma dönem dükalik düke dünya düzen efendi eğitim ekonom elçi emniyet endeks enerji enformasyon enstitü erkek eski eyalet fabrika fakülte federal federasyon festival ' +
    'final finans firka fon forum futbol gazete geçit geçici genel general gençlik gezi girişim göl gölge görev gözlem grup grub gün günlük güney güneydoğu güneybati güven güvenlik güzel hafta hak hakem hakim halk hanim hapishane harekat hareket harp hastane hava havaliman havayol hazine heyet hisar hizmet hol hukuk hükümet hükumet idare içişleri ' +
    'ikinci il ilçe ilk ilkbahar ilkokul inceleme insan irmak istasyon istatistik istihbarat iş işçi işleri ittifak izci jandarma kabine kadin kale kalkinma kamu kanal kanun kapi kaptan kara karar kardinal kart kasaba katedral kaymakam kademe kaza kent kilise kirmizi kişi kitap kizil klinik klub kolej koleksiyon koloni kolordu komi komiser komisyon komite komutan ' +
    'komünist konfederasyon konferans kongre konsey konsolos konsorsiyum koordina kor korgeneral koruma kosul koy köprü körfez köy kral kraliçe krallik kule kulüb kulüp kupa kurtuluş kurul kurum kuruluş kuvvet kuzey kuzeybati kuzeydoğu küçük küresel kültür kütüphane laboratuvar leydi liberal lider liga lig liman lise lord lokanta maç madde maden mahalle mahkeme maliye malta manastir ' +
    'marka meclis medeniyet medya menajer merkez meydan mezar mezarlik milletler milletvekil milli mimar mobil monarşi muhafaza muhabir mutabakat müdür müdürlük müessese müfettiş mülteci mürettebat müsteşar müşteri müze nehir nişan nobel nokta not ocak oda ofis okul okyanus olimpiyat operasyon ordu orgeneral orman orta ortaklik otel otoyol ova ödül ön örgüt özel özerk ' +
    'özgür özgürlük park parlamento parti partili patrik pazar piskopos plan planlama platform polis politika prens prenses prof profesör program proje rahibe rahip rapor rasathane rektör rektörlük reis rekabet rota saat sağlik sahil sanat sanayi saray sarayi savaş savci savunma say sayi sayin sekreter seçim sefer semt sendika senatör senato seri sergi sermaye ses sicil silahli sinema sirket siyasi sokak sosyal sosyalist ' +
    'sorumlu soruşturma sorgu söz sözcü sözleşme spor stad stadyum strateji su sulh sultan suriçi süper sürüm şampiyon şansölye şef şehir şeyh şube tabur takim tali tapinak tarih tarim tasari tatbikat teğmen teknik teknoloji televizyon temsilci temyiz tepe terör tersane ticaret tiyatro toplum toplantı toplanti topluluk toprak tugay turizm turnuva tümgeneral türbe ulaşim ulaştirma ulus uluslararasi uygulama uzman uzay ' +
    'üçüncü ülke üniversite üretim üs üst vadi vakif vakf vali valilik veliaht vergi vilayet yargi yargiç yarimada yarişma yarbay yardimci yasa yayin yaz yeni yetkili yol yöneti yönetmen yurt yüce yüksek yüzyil zafer zirve ziraat',
};

const sets = new Map<string, ReadonlySet<string>>(
  Object.entries(LISTS).map(([lang, words]) => [lang, new Set(words.split(' '))]),
);

/** A shorter stem with an ending is as likely another word: Kore is no kor. */
const LEAST_INFLECTED = 4;

/** True where a word, folded and without what follows an apostrophe, is one of titles and institutions. @param lang a BCP 47 code */
export const isTitleWord = (folded: string, lang: string): boolean => {
  const words = sets.get(lang.split('-')[0]!.toLowerCase());
  if (words === undefined) return false;
  if (words.has(folded)) return true;
  return stemsOf(folded, lang).some((stem) => stem.length >= LEAST_INFLECTED && words.has(stem));
};
