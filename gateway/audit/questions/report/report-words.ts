import { type Markup, markup } from './markup.ts';

/** What the words of the tables mean. */
export const explanation = markup`<h2>Wat betekenen de woorden?</h2>
<dl>
<dt><strong>Wettelijke taak</strong></dt>
<dd>In de wet staat dat de gemeente dit werk moet doen. Daarvoor mag het team deze gegevens zien. Het artikel van de wet staat
erbij.</dd>
<dt><strong>Uw toestemming</strong></dt>
<dd>U zei dat het mag. U kunt uw toestemming altijd weer intrekken.</dd>
<dt><strong>Nood</strong></dt>
<dd>Iemands leven of gezondheid was in gevaar. Daarom zag iemand gegevens die diegene anders niet mag zien. De privacy officer
kijkt altijd na of dat terecht was.</dd>
<dt><strong>Logboek</strong></dt>
<dd>Hierin schrijft Korte Lijnen op wie welke gegevens zag, en wanneer. Verandert iemand daar iets in,
dan is dat te zien.</dd>
</dl>`;

/** What the client can do. Source: AVG art. 7(3), 12(3), 15 to 18, 21 and 77. */
export function rights(controllers: readonly string[]): Markup {
  return markup`<h2>Wat kunt u doen?</h2>
<p>Uw gegevens zijn van u. De wet (de AVG) geeft u deze rechten:</p>
<ul>
<li>U mag weten wie uw gegevens zag en waarom. Daarom krijgt u dit overzicht.</li>
<li>U mag uw gegevens zelf zien. En u mag er een kopie van krijgen.</li>
<li>Klopt er iets niet? Dan mag u vragen om het te verbeteren.</li>
<li>U mag vragen om gegevens weg te halen, of om ze een tijd niet te gebruiken.</li>
<li>U mag zeggen dat u het er niet mee eens bent dat uw gegevens worden gebruikt. Dat heet bezwaar maken.</li>
<li>Gaf u toestemming? Dan mag u die altijd intrekken. U hoeft niet te zeggen waarom.</li>
</ul>
<p>Ziet u iets wat u niet begrijpt of niet vertrouwt? Vraag ernaar bij de privacy officer van uw team${
    controllers.length === 0 ? '' : markup`. Verantwoordelijk voor uw gegevens: ${controllers.join('; ')}`
  }. U krijgt binnen een maand antwoord.</p>
<p>Komt u er samen niet uit? Dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens: autoriteitpersoonsgegevens.nl.</p>`;
}
