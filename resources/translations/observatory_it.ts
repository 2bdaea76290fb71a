<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Version {version}. Licence EUPL-1.2.

The encrypted case tracker of the inter-force observatory. Everything stays on this machine: the program makes no network connection.

Made with:</source>
        <translation>Versione {version}. Licenza EUPL-1.2.

Il registro cifrato dell’Osservatorio interforze. Tutto resta su questo computer: il programma non apre alcuna connessione di rete.

Realizzato con:</translation>
    </message>
    <message>
        <source>This work can weigh on whoever does it. Talking with somebody helps, also about oneself.</source>
        <translation>Questo lavoro può pesare su chi lo svolge. Parlare con qualcuno aiuta, anche di sé.</translation>
    </message>
    <message>
        <source>Your force&apos;s own psychological support service comes first.</source>
        <translation>Il primo riferimento è il servizio di sostegno psicologico della propria forza.</translation>
    </message>
    <message>
        <source>number checked in {year}</source>
        <translation>numero verificato nel {year}</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Sostegno</translation>
    </message>
</context>
<context>
    <name>ActDialog</name>
    <message>
        <source>I &amp;confirm: it is right as it is</source>
        <translation>&amp;Confermo: è corretto così</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>A&amp;nnulla</translation>
    </message>
</context>
<context>
    <name>ActionDialog</name>
    <message>
        <source>What became of an action</source>
        <translation>Che cosa ne è di un’azione</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Registra</translation>
    </message>
    <message>
        <source>&amp;New status</source>
        <translation>&amp;Nuovo stato</translation>
    </message>
    <message>
        <source>Done &amp;on</source>
        <translation>Fatta &amp;il</translation>
    </message>
    <message>
        <source>&amp;Evidence, such as the reference of an act</source>
        <translation>&amp;Evidenza, per esempio il protocollo dell’atto</translation>
    </message>
    <message>
        <source>&amp;Decision that drops it</source>
        <translation>&amp;Decisione che la annulla</translation>
    </message>
    <message>
        <source>New &amp;due date</source>
        <translation>Nuova &amp;scadenza</translation>
    </message>
</context>
<context>
    <name>ActionsPane</name>
    <message>
        <source>Actions</source>
        <translation>Azioni</translation>
    </message>
    <message>
        <source>&amp;What became of it…</source>
        <translation>C&amp;he cosa ne è…</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Scadenza</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Responsabile</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Azione</translation>
    </message>
    <message>
        <source>Informed</source>
        <translation>Informate</translation>
    </message>
</context>
<context>
    <name>AdoptDialog</name>
    <message>
        <source>none chosen</source>
        <translation>nessuna scelta</translation>
    </message>
    <message>
        <source>&amp;Shared instrument</source>
        <translation>Documento &amp;condiviso</translation>
    </message>
    <message>
        <source>&amp;Decision</source>
        <translation>&amp;Decisione</translation>
    </message>
    <message>
        <source>Adopt a version by decision</source>
        <translation>Adottare una versione</translation>
    </message>
    <message>
        <source>&amp;Adopt</source>
        <translation>&amp;Adotta</translation>
    </message>
</context>
<context>
    <name>AmendDialog</name>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>&amp;Text of the minutes</source>
        <translation>&amp;Testo del verbale</translation>
    </message>
    <message>
        <source>Amend the minutes</source>
        <translation>Rettifica del verbale</translation>
    </message>
    <message>
        <source>&amp;Amend</source>
        <translation>&amp;Rettifica</translation>
    </message>
    <message>
        <source>The draft kept by the form becomes the next version: text, attendance, items, decisions.</source>
        <translation>La bozza conservata dalla scheda diventa la versione successiva: testo, presenze, punti, decisioni.</translation>
    </message>
    <message>
        <source>To amend attendance, items or decisions, first change them in the record and close its form.</source>
        <translation>Per rettificare presenze, punti o decisioni, modificarli prima nella scheda e chiuderla.</translation>
    </message>
</context>
<context>
    <name>ApproveDialog</name>
    <message>
        <source>Once approved the text stays as it is: it is amended with a reason, as a new version.</source>
        <translation>Una volta approvato, il testo resta com’è: si rettifica con un motivo, come nuova versione.</translation>
    </message>
    <message>
        <source>Approved &amp;at</source>
        <translation>Approvato &amp;nella</translation>
    </message>
    <message>
        <source>Approve the minutes</source>
        <translation>Approvazione del verbale</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>&amp;Approva</translation>
    </message>
</context>
<context>
    <name>AuditScreen</name>
    <message>
        <source>Fingerprint of the log: {words}</source>
        <translation>Impronta del registro: {words}</translation>
    </message>
    <message>
        <source>Not checked yet in this session.</source>
        <translation>Non ancora verificato in questa sessione.</translation>
    </message>
    <message>
        <source>Checked: {entries} entries and all records are as they were written.</source>
        <translation>Verificato: {entries} voci e tutte le schede sono come furono scritte.</translation>
    </message>
    <message>
        <source>This workstation had no attestation of the store: an older copy could not be told.</source>
        <translation>Questa postazione non aveva un’attestazione dell’archivio: una copia più vecchia non si potrebbe riconoscere.</translation>
    </message>
    <message>
        <source>&amp;Check now</source>
        <translation>&amp;Verifica ora</translation>
    </message>
    <message>
        <source>Entries of the signed log</source>
        <translation>Voci del registro firmato</translation>
    </message>
</context>
<context>
    <name>ChildCard</name>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aperto</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>chiuso</translation>
    </message>
</context>
<context>
    <name>ChildList</name>
    <message>
        <source>Add: {name}</source>
        <translation>Aggiungi: {name}</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A adds one, Ctrl+Shift+Del removes the one at hand</source>
        <translation>Ctrl+Maiusc+A ne aggiunge uno, Ctrl+Maiusc+Canc toglie quello in uso</translation>
    </message>
    <message>
        <source>Bring back the last one removed</source>
        <translation>Ripristina l’ultimo tolto</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>all together</source>
        <translation>tutti insieme</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>nient’altro</translation>
    </message>
    <message>
        <source>not divided</source>
        <translation>non diviso</translation>
    </message>
    <message>
        <source>years</source>
        <translation>anni</translation>
    </message>
    <message>
        <source>half-years</source>
        <translation>semestri</translation>
    </message>
    <message>
        <source>four-month periods</source>
        <translation>quadrimestri</translation>
    </message>
    <message>
        <source>quarters</source>
        <translation>trimestri</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Che cosa</translation>
    </message>
    <message>
        <source>&amp;By</source>
        <translation>&amp;Per</translation>
    </message>
    <message>
        <source>&amp;And by</source>
        <translation>&amp;E per</translation>
    </message>
    <message>
        <source>&amp;Time divided into</source>
        <translation>Tempo &amp;diviso in</translation>
    </message>
    <message>
        <source>Fro&amp;m</source>
        <translation>&amp;Inizio</translation>
    </message>
    <message>
        <source>Fo&amp;r whom</source>
        <translation>Destinata&amp;ri</translation>
    </message>
    <message>
        <source>T&amp;o</source>
        <translation>Fi&amp;ne</translation>
    </message>
    <message>
        <source>&amp;Known up to</source>
        <translation>Dati n&amp;oti al</translation>
    </message>
    <message>
        <source>{end}, year</source>
        <translation>{end}, anno</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Choose the register.</source>
        <translation>Scegliere il registro.</translation>
    </message>
    <message>
        <source>Choose the mapping.</source>
        <translation>Scegliere la mappatura.</translation>
    </message>
    <message>
        <source>Import a register</source>
        <translation>Importa un registro</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Sfoglia…</translation>
    </message>
    <message>
        <source>&amp;Register (CSV)</source>
        <translation>&amp;Registro (CSV)</translation>
    </message>
    <message>
        <source>Browse for the register</source>
        <translation>Sfoglia per scegliere il registro</translation>
    </message>
    <message>
        <source>&amp;Mapping (TOML)</source>
        <translation>Ma&amp;ppatura (TOML)</translation>
    </message>
    <message>
        <source>Browse for the mapping</source>
        <translation>Sfoglia per scegliere la mappatura</translation>
    </message>
    <message>
        <source>&amp;Try it out</source>
        <translation>Pr&amp;ova</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importa</translation>
    </message>
    <message>
        <source>&amp;Save the report…</source>
        <translation>&amp;Salva il resoconto…</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>I&amp;nterrompi</translation>
    </message>
</context>
<context>
    <name>Codebook</name>
    <message>
        <source>Codebook</source>
        <translation>Dizionario dei dati</translation>
    </message>
    <message>
        <source>codebook.csv</source>
        <translation>dizionario.csv</translation>
    </message>
    <message>
        <source>Write the codebook</source>
        <translation>Scrivi il dizionario dei dati</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Scritto: {path}</translation>
    </message>
    <message>
        <source>&amp;Write to a file…</source>
        <translation>&amp;Scrivi in un file…</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Modifica</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Vista</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Aiuto</translation>
    </message>
    <message>
        <source>&amp;New record</source>
        <translation>&amp;Nuova scheda</translation>
    </message>
    <message>
        <source>New record &amp;from the one shown</source>
        <translation>Nuova scheda &amp;da quella mostrata</translation>
    </message>
    <message>
        <source>&amp;Record what was typed</source>
        <translation>&amp;Registra quanto scritto</translation>
    </message>
    <message>
        <source>&amp;Import a register…</source>
        <translation>&amp;Importa registro…</translation>
    </message>
    <message>
        <source>&amp;Lock the store</source>
        <translation>&amp;Blocca l’archivio</translation>
    </message>
    <message>
        <source>Lock by itself &amp;after…</source>
        <translation>Blocco &amp;automatico…</translation>
    </message>
    <message>
        <source>Security and &amp;backups</source>
        <translation>Sicurezza e &amp;salvataggi</translation>
    </message>
    <message>
        <source>&amp;Members</source>
        <translation>Me&amp;mbri</translation>
    </message>
    <message>
        <source>Si&amp;gned log</source>
        <translation>Re&amp;gistro firmato</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Esci</translation>
    </message>
    <message>
        <source>Proposals of &amp;two members</source>
        <translation>Proposte di d&amp;ue membri</translation>
    </message>
    <message>
        <source>S&amp;ummaries and releases</source>
        <translation>Sin&amp;tesi e rilasci</translation>
    </message>
    <message>
        <source>R&amp;etention</source>
        <translation>Conserva&amp;zione</translation>
    </message>
    <message>
        <source>E&amp;xport of records</source>
        <translation>Esportazione di sc&amp;hede</translation>
    </message>
    <message>
        <source>Tables fr&amp;om a file</source>
        <translation>Ta&amp;vole da un file</translation>
    </message>
    <message>
        <source>Change the &amp;passphrase…</source>
        <translation>Cambia &amp;frase d’accesso…</translation>
    </message>
    <message>
        <source>Recovery s&amp;heet…</source>
        <translation>Fog&amp;lio di recupero…</translation>
    </message>
    <message>
        <source>&amp;Undo what was recorded</source>
        <translation>&amp;Annulla ciò che è stato registrato</translation>
    </message>
    <message>
        <source>&amp;Undo: “{what}”</source>
        <translation>&amp;Annulla: «{what}»</translation>
    </message>
    <message>
        <source>&amp;Redo what was undone</source>
        <translation>&amp;Ripristina ciò che è stato annullato</translation>
    </message>
    <message>
        <source>&amp;Redo: “{what}”</source>
        <translation>&amp;Ripristina: «{what}»</translation>
    </message>
    <message>
        <source>&amp;Edit the record</source>
        <translation>&amp;Modifica la scheda</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Cerca</translation>
    </message>
    <message>
        <source>Save the search as a &amp;view…</source>
        <translation>Salva la ricerca come &amp;vista…</translation>
    </message>
    <message>
        <source>&amp;Go on with the one shown</source>
        <translation>&amp;Proseguire con quella mostrata</translation>
    </message>
    <message>
        <source>Next &amp;pane</source>
        <translation>&amp;Riquadro successivo</translation>
    </message>
    <message>
        <source>&amp;Hide what identifies</source>
        <translation>&amp;Nascondi ciò che identifica</translation>
    </message>
    <message>
        <source>Colours of the &amp;desktop</source>
        <translation>Colori del &amp;sistema</translation>
    </message>
    <message>
        <source>&amp;Light colours</source>
        <translation>Colori &amp;chiari</translation>
    </message>
    <message>
        <source>D&amp;ark colours</source>
        <translation>Colori sc&amp;uri</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Comandi…</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasti</translation>
    </message>
    <message>
        <source>&amp;Support for whoever works here</source>
        <translation>&amp;Sostegno per chi lavora qui</translation>
    </message>
    <message>
        <source>Code&amp;book</source>
        <translation>&amp;Dizionario dei dati</translation>
    </message>
    <message>
        <source>&amp;About Osservatorio</source>
        <translation>&amp;Informazioni su Osservatorio</translation>
    </message>
    <message>
        <source>General population…</source>
        <translation>Popolazione generale…</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Same &amp;event</source>
        <translation>Stesso &amp;evento</translation>
    </message>
    <message>
        <source>Same &amp;person</source>
        <translation>Stessa &amp;persona</translation>
    </message>
    <message>
        <source>P&amp;ossible</source>
        <translation>P&amp;ossibile</translation>
    </message>
    <message>
        <source>&amp;Not the same</source>
        <translation>&amp;Non è lo stesso</translation>
    </message>
    <message>
        <source>&amp;Unlink</source>
        <translation>&amp;Togli il collegamento</translation>
    </message>
    <message>
        <source>&amp;Reason for unlinking</source>
        <translation>&amp;Motivo per cui si toglie</translation>
    </message>
    <message>
        <source>&amp;Remark</source>
        <translation>&amp;Annotazione</translation>
    </message>
    <message>
        <source>Write the reason: it stays with the revoked link.</source>
        <translation>Scrivere il motivo: resta con il collegamento revocato.</translation>
    </message>
    <message>
        <source>Two cases compared</source>
        <translation>Confronto fra due casi</translation>
    </message>
    <message>
        <source>Which case to compare</source>
        <translation>Quale caso confrontare</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Chiudi</translation>
    </message>
</context>
<context>
    <name>ConclusionDialog</name>
    <message>
        <source>&amp;Outcome</source>
        <translation>&amp;Esito</translation>
    </message>
    <message>
        <source>&amp;Decision of a meeting</source>
        <translation>&amp;Decisione di una riunione</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Decisione</translation>
    </message>
</context>
<context>
    <name>Conflict</name>
    <message>
        <source>What both sides changed</source>
        <translation>Ciò che le due parti hanno modificato</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Prima</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Altri</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mia</translation>
    </message>
    <message>
        <source>{field} (changed in both)</source>
        <translation>{field} (modificato da entrambi)</translation>
    </message>
</context>
<context>
    <name>ContentStep</name>
    <message>
        <source>What is in it</source>
        <translation>Contenuto</translation>
    </message>
    <message>
        <source>Empt&amp;y, to start working</source>
        <translation>Vuo&amp;to, per cominciare a lavorare</translation>
    </message>
    <message>
        <source>With an &amp;invented sample, to try things on</source>
        <translation>Con un campione inventat&amp;o, per fare prove</translation>
    </message>
    <message>
        <source>The sample is invented and marked as such on every page; no record in it is about a person.</source>
        <translation>Il campione è inventato e contrassegnato come tale in ogni pagina; nessuna scheda riguarda una persona.</translation>
    </message>
</context>
<context>
    <name>CopyDialog</name>
    <message>
        <source>Copy to send</source>
        <translation>Copia da inviare</translation>
    </message>
    <message>
        <source>The name is on every page, the tables go along as data, and the log remembers who got which copy.</source>
        <translation>Il nome sta su ogni pagina, le tavole sono allegate come dati e il registro ricorda a chi è andata ogni copia.</translation>
    </message>
    <message>
        <source>Copy &amp;number</source>
        <translation>Copia &amp;numero</translation>
    </message>
    <message>
        <source>&amp;of</source>
        <translation>d&amp;i</translation>
    </message>
    <message>
        <source>R&amp;ecipient</source>
        <translation>Destina&amp;tario</translation>
    </message>
    <message>
        <source>&amp;Close it with a passphrase</source>
        <translation>&amp;Chiuderla con una frase d’accesso</translation>
    </message>
    <message>
        <source>Tell the recipient the passphrase by another way. It is kept nowhere: without it the copy is lost.</source>
        <translation>Comunicare la frase al destinatario per un’altra via. Non è conservata: senza, la copia non si apre più.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>&amp;Write the copy…</source>
        <translation>&amp;Scrivi la copia…</translation>
    </message>
</context>
<context>
    <name>CopySigning</name>
    <message>
        <source>Choose the file with key and certificate (PKCS #12).</source>
        <translation>Scegliere il file con chiave e certificato (PKCS #12).</translation>
    </message>
    <message>
        <source>&amp;Sign it with a certificate</source>
        <translation>&amp;Firmarla con un certificato</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>File della chia&amp;ve</translation>
    </message>
    <message>
        <source>File with key and certificate</source>
        <translation>File con chiave e certificato</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>Sfo&amp;glia…</translation>
    </message>
    <message>
        <source>Its p&amp;assphrase</source>
        <translation>La s&amp;ua frase d’accesso</translation>
    </message>
    <message>
        <source>Passphrase of the key file</source>
        <translation>Frase d’accesso del file della chiave</translation>
    </message>
    <message>
        <source>The signature covers the whole file and comes last; key and passphrase are kept nowhere.</source>
        <translation>La firma copre tutto il file e viene per ultima; chiave e frase d’accesso non si conservano.</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message>
        <source>rows read</source>
        <translation>righe lette</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nuove</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modificate</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>invariate</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rifiutate</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>day/month/year</source>
        <translation>giorno/mese/anno</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>If it is right, press the same button again.</source>
        <translation>Se è giusto così, premere di nuovo lo stesso pulsante.</translation>
    </message>
</context>
<context>
    <name>DecisionChoice</name>
    <message>
        <source>none chosen</source>
        <translation>nessuna scelta</translation>
    </message>
</context>
<context>
    <name>Entrance</name>
    <message>
        <source>Folder of the store</source>
        <translation>Cartella dell’archivio</translation>
    </message>
</context>
<context>
    <name>EntriesModel</name>
    <message>
        <source>No.</source>
        <translation>N.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Chi</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>Atto</translation>
    </message>
    <message>
        <source>On what</source>
        <translation>Su che cosa</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Campi</translation>
    </message>
</context>
<context>
    <name>EvaluationScreen</name>
    <message>
        <source>This recommendation has no indicator yet: Ctrl+N begins one.</source>
        <translation>Questa raccomandazione non ha ancora un indicatore: Ctrl+N ne inizia uno.</translation>
    </message>
    <message>
        <source>The verdict is recorded.</source>
        <translation>Il giudizio è registrato.</translation>
    </message>
    <message>
        <source>Recommendation</source>
        <translation>Raccomandazione</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>Indicatore</translation>
    </message>
    <message>
        <source>Force</source>
        <translation>Forza</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Giudizio</translation>
    </message>
    <message>
        <source>The figures suggest</source>
        <translation>Secondo i numeri</translation>
    </message>
    <message>
        <source>all addressed</source>
        <translation>tutte le destinatarie</translation>
    </message>
    <message>
        <source>&amp;Verdict…</source>
        <translation>&amp;Giudizio…</translation>
    </message>
    <message>
        <source>Show the &amp;recommendation</source>
        <translation>Mostra la &amp;raccomandazione</translation>
    </message>
    <message>
        <source>Show the &amp;indicator</source>
        <translation>Mostrare l’&amp;indicatore</translation>
    </message>
    <message>
        <source>&amp;New indicator</source>
        <translation>&amp;Nuovo indicatore</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Valutazione</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Indicatori</translation>
    </message>
</context>
<context>
    <name>FieldCell</name>
    <message>
        <source>I confirm: it is right as it is</source>
        <translation>Confermo: è corretto così</translation>
    </message>
    <message>
        <source>{name}, needed</source>
        <translation>{name}, necessario</translation>
    </message>
</context>
<context>
    <name>FigurePane</name>
    <message>
        <source>See as &amp;table</source>
        <translation>Vedi come &amp;tavola</translation>
    </message>
    <message>
        <source>See as table: {title}</source>
        <translation>Vedi come tavola: {title}</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>&amp;Act</source>
        <translation>&amp;Atto</translation>
    </message>
    <message>
        <source>Fro&amp;m</source>
        <translation>&amp;Da</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <translation>&amp;Oggetto</translation>
    </message>
    <message>
        <source>&amp;Who</source>
        <translation>&amp;Chi</translation>
    </message>
    <message>
        <source>All acts</source>
        <translation>Tutti gli atti</translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation>L’inizio</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Oggi</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>Ultimi 7 giorni</translation>
    </message>
    <message>
        <source>The last 30 days</source>
        <translation>Ultimi 30 giorni</translation>
    </message>
    <message>
        <source>The last 365 days</source>
        <translation>Ultimi 365 giorni</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>New store – step {n} of {all}</source>
        <translation>Nuovo archivio – passo {n} di {all}</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation>&amp;Indietro</translation>
    </message>
    <message>
        <source>Making the store…</source>
        <translation>Creazione in corso…</translation>
    </message>
    <message>
        <source>&amp;Make the store</source>
        <translation>C&amp;rea l’archivio</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>Ava&amp;nti</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>New &amp;intervention</source>
        <translation>Nuovo &amp;intervento</translation>
    </message>
    <message>
        <source>New &amp;recommendation</source>
        <translation>Nuova &amp;raccomandazione</translation>
    </message>
    <message>
        <source>New &amp;indicator</source>
        <translation>Nuovo &amp;indicatore</translation>
    </message>
    <message>
        <source>&amp;Minutes and actions</source>
        <translation>&amp;Verbali e azioni</translation>
    </message>
    <message>
        <source>&amp;Steps of the forces</source>
        <translation>&amp;Passi delle Forze</translation>
    </message>
    <message>
        <source>E&amp;valuation</source>
        <translation>&amp;Valutazione</translation>
    </message>
    <message>
        <source>In&amp;vestigation</source>
        <translation>&amp;Approfondimento</translation>
    </message>
</context>
<context>
    <name>FormFrame</name>
    <message>
        <source>{name} – new record</source>
        <translation>{name} – nuova scheda</translation>
    </message>
    <message>
        <source>Draft kept at {time}</source>
        <translation>Bozza conservata alle {time}</translation>
    </message>
    <message>
        <source>* needed</source>
        <translation>* necessario</translation>
    </message>
    <message>
        <source>Draft resumed, kept on {when}.</source>
        <translation>Bozza ripresa, conservata il {when}.</translation>
    </message>
    <message>
        <source>Draft abandoned: the fields are as they were recorded.</source>
        <translation>Bozza abbandonata: i campi sono come erano registrati.</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Riportala</translation>
    </message>
    <message>
        <source>Put the draft on the current version</source>
        <translation>Porta la bozza sulla versione attuale</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Sezioni</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Registra</translation>
    </message>
    <message>
        <source>Close, keep draft</source>
        <translation>Chiudi, conserva la bozza</translation>
    </message>
    <message>
        <source>Abandon draft</source>
        <translation>Abbandona la bozza</translation>
    </message>
    <message>
        <source>Reason for the change</source>
        <translation>Motivo della modifica</translation>
    </message>
    <message>
        <source>follows from the change</source>
        <translation>deriva dalla modifica</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
</context>
<context>
    <name>FounderStep</name>
    <message>
        <source>Who you are</source>
        <translation>Chi è</translation>
    </message>
    <message>
        <source>Whoever makes the store is its first member and may do everything in it, until others are added and take roles over. The log and every signature bear this name.</source>
        <translation>Chi crea l’archivio ne è il primo membro e vi può fare tutto, finché altri non vengono aggiunti e ne prendono i ruoli. Registro e firme portano questo nome.</translation>
    </message>
    <message>
        <source>Na&amp;me (optional)</source>
        <translation>N&amp;ome (facoltativo)</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Il proprio nome</translation>
    </message>
    <message>
        <source>Fo&amp;rce</source>
        <translation>Fo&amp;rza</translation>
    </message>
    <message>
        <source>Force</source>
        <translation>Forza</translation>
    </message>
</context>
<context>
    <name>GridModel</name>
    <message>
        <source>Recommendation</source>
        <translation>Raccomandazione</translation>
    </message>
    <message>
        <source>Adopted</source>
        <translation>Attuata</translation>
    </message>
    <message>
        <source>Overdue since</source>
        <translation>In ritardo dal</translation>
    </message>
</context>
<context>
    <name>GridScreen</name>
    <message>
        <source>No step here that is yours to take back.</source>
        <translation>Qui non c’è un passaggio che spetti a chi lavora togliere.</translation>
    </message>
    <message>
        <source>A draft: a meeting issues it first.</source>
        <translation>È una bozza: va prima deliberata da una riunione.</translation>
    </message>
    <message>
        <source>Not addressed to this force: choose a cell with a state, or address it first.</source>
        <translation>Non è rivolta a questa Forza: scegliere una cella con uno stato, o aggiungere prima la Forza.</translation>
    </message>
    <message>
        <source>Grid of forces</source>
        <translation>Griglia delle Forze</translation>
    </message>
    <message>
        <source>Arrows move from cell to cell, Enter opens the possible steps</source>
        <translation>Le frecce vanno di cella in cella, Invio apre i passaggi possibili</translation>
    </message>
    <message>
        <source>the last step here, with a reason</source>
        <translation>l’ultimo passaggio qui, con il motivo</translation>
    </message>
    <message>
        <source>&amp;Step…</source>
        <translation>&amp;Passaggio…</translation>
    </message>
    <message>
        <source>&amp;Address to all four</source>
        <translation>Ri&amp;volgi a tutte e quattro</translation>
    </message>
    <message>
        <source>&amp;Issue…</source>
        <translation>&amp;Delibera…</translation>
    </message>
    <message>
        <source>&amp;Replace…</source>
        <translation>So&amp;stituisci…</translation>
    </message>
    <message>
        <source>Adopt a &amp;version…</source>
        <translation>&amp;Adotta una versione…</translation>
    </message>
    <message>
        <source>&amp;Evaluation</source>
        <translation>Valuta&amp;zione</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>A dry run checks everything and writes nothing; what it finds will be shown here, row by row. The import can then be made, of the very files that were tried.</source>
        <translation>La prova controlla tutto e non scrive nulla; qui ne apparirà l’esito, riga per riga. Poi si possono importare gli stessi file che sono stati provati.</translation>
    </message>
    <message>
        <source>Example of a mapping</source>
        <translation>Esempio di mappatura</translation>
    </message>
    <message>
        <source>Save the e&amp;xample…</source>
        <translation>Sa&amp;lva l’esempio…</translation>
    </message>
    <message>
        <source>Save the example</source>
        <translation>Salva l’esempio</translation>
    </message>
    <message>
        <source>{n} cases could be the same event – &amp;look</source>
        <translation>{n} casi potrebbero essere lo stesso evento – &amp;guarda</translation>
    </message>
    <message>
        <source>One case could be the same event – &amp;look</source>
        <translation>Un caso potrebbe essere lo stesso evento – &amp;guarda</translation>
    </message>
</context>
<context>
    <name>ImportsScreen</name>
    <message>
        <source>Save the report</source>
        <translation>Salva il resoconto</translation>
    </message>
    <message>
        <source>import-report.csv</source>
        <translation>resoconto-importazione.csv</translation>
    </message>
    <message>
        <source>Save the example</source>
        <translation>Salva l’esempio</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Scritto: {path}</translation>
    </message>
</context>
<context>
    <name>InvestigationDialog</name>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Registra</translation>
    </message>
</context>
<context>
    <name>IssueDialog</name>
    <message>
        <source>&amp;Decision</source>
        <translation>&amp;Decisione</translation>
    </message>
    <message>
        <source>Issue by decision</source>
        <translation>Deliberare</translation>
    </message>
    <message>
        <source>&amp;Issue</source>
        <translation>De&amp;libera</translation>
    </message>
    <message>
        <source>Contents of the summary</source>
        <translation>Indice della sintesi</translation>
    </message>
    <message>
        <source>Page of the summary</source>
        <translation>Pagina della sintesi</translation>
    </message>
    <message>
        <source>Issue no. {number}</source>
        <translation>Edizione n. {number}</translation>
    </message>
</context>
<context>
    <name>IssuesScreen</name>
    <message>
        <source>Why is it withdrawn? The next issue tells its readers, in these words: nothing about persons.</source>
        <translation>Perché si ritira? La prossima edizione lo dirà ai lettori, con queste parole: niente che riguardi persone.</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Ritira</translation>
    </message>
    <message>
        <source>Confirmed by two members: it can be written out without the mark of a draft.</source>
        <translation>Confermata da due membri: si può scrivere senza il segno di bozza.</translation>
    </message>
    <message>
        <source>Why is it withdrawn? Nothing about persons. Tell whoever received it: no later issue does.</source>
        <translation>Perché si ritira? Nulla che riguardi persone. Avvisare chi l’ha ricevuta: nessuna edizione successiva lo dice.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Non ritirare</translation>
    </message>
    <message>
        <source>It is withdrawn; it stays in the list and goes on counting as read.</source>
        <translation>L’uscita è ritirata; resta nell’elenco e conta tra ciò che è stato letto.</translation>
    </message>
    <message>
        <source>Records or program have changed: the issue cannot be made again as it was. The numbers that left are kept, and can be compared.</source>
        <translation>Le schede o il programma sono cambiati: l’edizione non si può rifare com’era. I numeri usciti sono conservati e si possono confrontare.</translation>
    </message>
    <message>
        <source>{n} records left, in groups of at least {k} equal ones; cells suppressed: {cells}. Below, how much detail of each column left.</source>
        <translation>Sono uscite {n} schede, in gruppi di almeno {k} uguali; celle tolte: {cells}. Sotto, con quale dettaglio è uscita ogni colonna.</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Che cosa è cambiato</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Edizione</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periodo</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Destinatari</translation>
    </message>
    <message>
        <source>Data as of</source>
        <translation>Dati al</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>Preparata</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Firmata da</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Impronta</translation>
    </message>
    <message>
        <source>Nothing was made yet: summaries and answers are prepared on their own pages.</source>
        <translation>Non è ancora uscito nulla: sintesi e risposte si preparano nelle loro pagine.</translation>
    </message>
    <message>
        <source>Summaries and releases</source>
        <translation>Sintesi e rilasci</translation>
    </message>
    <message>
        <source>&amp;Read it again</source>
        <translation>&amp;Rileggi</translation>
    </message>
    <message>
        <source>What &amp;changed</source>
        <translation>Che cosa è &amp;cambiato</translation>
    </message>
    <message>
        <source>Release with a second &amp;member…</source>
        <translation>Far uscire con un secondo &amp;membro…</translation>
    </message>
    <message>
        <source>&amp;Withdraw…</source>
        <translation>R&amp;itira…</translation>
    </message>
    <message>
        <source>Issues</source>
        <translation>Edizioni</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Che cosa fa</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tasto</translation>
    </message>
    <message>
        <source>In a form</source>
        <translation>In una scheda</translation>
    </message>
    <message>
        <source>In the search and the views</source>
        <translation>Nella ricerca e nelle viste</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Ovunque</translation>
    </message>
    <message>
        <source>Next field, or the chosen button</source>
        <translation>Campo successivo, o il pulsante scelto</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Invio</translation>
    </message>
    <message>
        <source>Open the list of a field</source>
        <translation>Apre l’elenco di un campo</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+Giù</translation>
    </message>
    <message>
        <source>Tick in a list of several answers</source>
        <translation>Segna una voce, o toglie il segno</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Spazio</translation>
    </message>
    <message>
        <source>Next or previous section</source>
        <translation>Sezione successiva o precedente</translation>
    </message>
    <message>
        <source>Ctrl+PgDown, Ctrl+PgUp</source>
        <translation>Ctrl+Pag giù, Ctrl+Pag su</translation>
    </message>
    <message>
        <source>Add a part: a source, an agenda item, a decision</source>
        <translation>Aggiunge una parte: una fonte, un punto all’ordine del giorno, una decisione</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A</source>
        <translation>Ctrl+Maiusc+A</translation>
    </message>
    <message>
        <source>Remove the part at hand</source>
        <translation>Toglie la parte in cui ci si trova</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Del</source>
        <translation>Ctrl+Maiusc+Canc</translation>
    </message>
    <message>
        <source>Explain how to search</source>
        <translation>Spiega come si cerca</translation>
    </message>
    <message>
        <source>Rename a view of one’s own</source>
        <translation>Rinomina una propria vista</translation>
    </message>
    <message>
        <source>Remove a view of one’s own</source>
        <translation>Elimina una propria vista</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Canc</translation>
    </message>
    <message>
        <source>Next or previous field</source>
        <translation>Campo successivo o precedente</translation>
    </message>
    <message>
        <source>Leave the innermost thing: a list, a search, a message</source>
        <translation>Lascia la cosa più interna: un elenco, una ricerca, un messaggio</translation>
    </message>
    <message>
        <source>Open the chosen record, press the chosen button</source>
        <translation>Apre la scheda scelta, preme il pulsante scelto</translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation>Invio, Spazio</translation>
    </message>
    <message>
        <source>Open a menu by its underlined letter</source>
        <translation>Apre un menu con la lettera sottolineata</translation>
    </message>
</context>
<context>
    <name>KeysLine</name>
    <message>
        <source>Members and keys</source>
        <translation>Membri e chiavi</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) open this store.</source>
        <translation>
            <numerusform>Un membro apre questo archivio.</numerusform>
            <numerusform>%n membri aprono questo archivio.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them administer(s) it.</source>
        <translation>
            <numerusform>Uno di loro lo amministra.</numerusform>
            <numerusform>%n di loro lo amministrano.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its keys are those it was made with.</source>
        <translation>Le chiavi sono quelle con cui è stato creato.</translation>
    </message>
    <message>
        <source>Its keys were renewed when a member was removed.</source>
        <translation>Le chiavi sono state rinnovate quando un membro è stato rimosso.</translation>
    </message>
    <message>
        <source>Its keys were renewed on {day}.</source>
        <translation>Le chiavi sono state rinnovate il {day}.</translation>
    </message>
    <message>
        <source>Log and records are still to be checked in this session.</source>
        <translation>Registro e schede non sono ancora stati verificati in questa sessione.</translation>
    </message>
    <message>
        <source>The check of the log found something: see the signed log.</source>
        <translation>La verifica del registro ha trovato qualcosa: vedere il registro firmato.</translation>
    </message>
    <message>
        <source>Log and records were checked in this session and are as they were written.</source>
        <translation>Registro e schede sono stati verificati in questa sessione e sono come furono scritti.</translation>
    </message>
</context>
<context>
    <name>LanguageStep</name>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>It can be changed at any time in the View menu.</source>
        <translation>Si può cambiare in ogni momento dal menu Vista.</translation>
    </message>
</context>
<context>
    <name>LinesPage</name>
    <message>
        <source>Arrows move, Enter leads to the records</source>
        <translation>Le frecce spostano, Invio porta alle schede</translation>
    </message>
</context>
<context>
    <name>LinksSection</name>
    <message>
        <source>&amp;Links</source>
        <translation>&amp;Collegamenti</translation>
    </message>
    <message>
        <source>Links and candidates</source>
        <translation>Collegamenti e casi simili</translation>
    </message>
    <message>
        <source>Undo what was &amp;decided</source>
        <translation>Ann&amp;ulla la decisione</translation>
    </message>
    <message>
        <source>Enter compares the two cases</source>
        <translation>Invio confronta i due casi</translation>
    </message>
    <message>
        <source>Same person code: {case}</source>
        <translation>Stesso codice persona: {case}</translation>
    </message>
    <message>
        <source>Could be the same event: {case}</source>
        <translation>Forse lo stesso evento: {case}</translation>
    </message>
    <message>
        <source>No link, and no case that could be the same event.</source>
        <translation>Nessun collegamento, e nessun caso che possa essere lo stesso evento.</translation>
    </message>
    <message>
        <source>Could be the same event: {n}. Enter compares.</source>
        <translation>Forse lo stesso evento: {n}. Invio confronta.</translation>
    </message>
    <message>
        <source>Of this person: cases {cases}, events {events}.</source>
        <translation>Di questa persona: casi {cases}, eventi {events}.</translation>
    </message>
    <message>
        <source>Contradiction: {sentence}</source>
        <translation>Contraddizione: {sentence}</translation>
    </message>
    <message>
        <source>Decided: {kind}.</source>
        <translation>Deciso: {kind}.</translation>
    </message>
    <message>
        <source>Revoked: {kind}.</source>
        <translation>Revocato: {kind}.</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>Arrows move, Enter opens the record, Tab goes on</source>
        <translation>Le frecce spostano, Invio apre la scheda, Tab prosegue</translation>
    </message>
    <message>
        <source>Found: {n}</source>
        <extracomment>The number of records in the list, already grouped: 1.234</extracomment>
        <translation>Schede trovate: {n}</translation>
    </message>
    <message>
        <source>Found: {n} or more, counting…</source>
        <translation>Trovati: {n} o più, conteggio in corso…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Ricerca in corso…</translation>
    </message>
    <message>
        <source>Nothing matches the search. Esc in the search box empties it.</source>
        <translation>Nessuna scheda corrisponde alla ricerca. Esc nella casella di ricerca la svuota.</translation>
    </message>
    <message>
        <source>No record belongs to this view now.</source>
        <translation>Nessuna scheda appartiene ora a questa vista.</translation>
    </message>
    <message>
        <source>Nothing here yet.</source>
        <translation>Ancora nulla qui.</translation>
    </message>
    <message>
        <source>Nothing here yet. Press Ctrl+N to record the first one.</source>
        <translation>Qui non c’è ancora nulla. Premere Ctrl+N per registrare la prima scheda.</translation>
    </message>
</context>
<context>
    <name>LockTime</name>
    <message>
        <source>Lock the store after this many seconds without a key or a mouse:</source>
        <translation>Blocca l’archivio dopo questi secondi senza tasti né mouse:</translation>
    </message>
</context>
<context>
    <name>LossDialog</name>
    <message>
        <source>No cell is marked. Mark a shown cell, or one that protects others: its price appears here.</source>
        <translation>Nessuna cella è segnata. Segnare una cella mostrata, o una che ne protegge altre: il prezzo compare qui.</translation>
    </message>
    <message>
        <source>At first glance; earlier issues are being reckoned …</source>
        <translation>A prima vista; si rifà il conto con le edizioni precedenti …</translation>
    </message>
    <message>
        <source>Space marks a cell to keep, or takes the mark away.</source>
        <translation>La barra spaziatrice segna una cella da tenere, o toglie il segno.</translation>
    </message>
    <message>
        <source>Do not &amp;keep (Space)</source>
        <translation>Non &amp;tenere (Spazio)</translation>
    </message>
    <message>
        <source>&amp;Keep this cell (Space)</source>
        <translation>&amp;Tieni questa cella (Spazio)</translation>
    </message>
    <message>
        <source>&amp;Prepare with these cells</source>
        <translation>&amp;Prepara con queste celle</translation>
    </message>
    <message>
        <source>&amp;Prepare</source>
        <translation>&amp;Prepara</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tavola</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Nascosti</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Piccoli</translation>
    </message>
    <message>
        <source>Protecting</source>
        <translation>Protezione</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Edizioni</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Mostrati</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} di {all}</translation>
    </message>
    <message>
        <source>withheld</source>
        <translation>trattenuta</translation>
    </message>
    <message>
        <source>What is hidden and why</source>
        <translation>Che cosa si nasconde e perché</translation>
    </message>
    <message>
        <source>Reckoning …</source>
        <translation>Conto in corso …</translation>
    </message>
    <message>
        <source>to keep</source>
        <translation>da tenere</translation>
    </message>
    <message>
        <source>Tables of the summary</source>
        <translation>Tavole della sintesi</translation>
    </message>
    <message>
        <source>&amp;Undo (Ctrl+Z)</source>
        <translation>&amp;Annulla segno (Ctrl+Z)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Chiudi</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The new recovery sheet is valid. Keep the paper in a safe; the file it was printed from can go.</source>
        <translation>Il nuovo foglio di recupero è valido. Conservare la carta in cassaforte; il file da cui è stata stampata si può cancellare.</translation>
    </message>
    <message>
        <source>Delete the file</source>
        <translation>Cancella il file</translation>
    </message>
    <message>
        <source>The store has no recovery sheet yet: it opens the store if the passphrase is forgotten.</source>
        <translation>L’archivio non ha ancora un foglio di recupero, che lo apre se la frase d’accesso viene dimenticata.</translation>
    </message>
    <message>
        <source>Make it now</source>
        <translation>Fallo ora</translation>
    </message>
    <message>
        <source>The new passphrase is valid. The recovery sheet still is; if others saw it, make a new one.</source>
        <translation>La nuova frase d’accesso è valida. Lo è ancora anche il foglio di recupero: se altri lo hanno visto, farne uno nuovo.</translation>
    </message>
    <message>
        <source>Make a new sheet</source>
        <translation>Fai un nuovo foglio</translation>
    </message>
</context>
<context>
    <name>MemberDialog</name>
    <message>
        <source>Cance&amp;l</source>
        <translation>Ann&amp;ulla</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avanzamento</translation>
    </message>
</context>
<context>
    <name>MembersModel</name>
    <message>
        <source>{name} (you)</source>
        <translation>{name} (chi lavora ora)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Force</source>
        <translation>Forza</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Ruoli</translation>
    </message>
    <message>
        <source>Confidential texts read</source>
        <translation>Testi riservati che legge</translation>
    </message>
</context>
<context>
    <name>MembersScreen</name>
    <message>
        <source>Nobody removes themselves: another administrator does.</source>
        <translation>Nessuno rimuove se stesso: lo fa un altro amministratore.</translation>
    </message>
    <message>
        <source>{name} is a member now.</source>
        <translation>{name} è ora un membro.</translation>
    </message>
    <message>
        <source>The roles of {name} were changed.</source>
        <translation>I ruoli di {name} sono cambiati.</translation>
    </message>
    <message>
        <source>Your roles were changed. They hold at once; the window shows them after the next unlock.</source>
        <translation>I propri ruoli sono cambiati. Valgono subito; la finestra li segue dalla prossima apertura.</translation>
    </message>
    <message>
        <source>The proposal stays prepared: a member of another force confirms it within 30 days, on the page of proposals; then give the same roles here again. In six words: {words}</source>
        <translation>La proposta resta preparata: un membro di un’altra Forza la conferma entro 30 giorni, nella pagina delle proposte; poi si danno qui gli stessi ruoli. In sei parole: {words}</translation>
    </message>
    <message>
        <source>{name} was removed and the store has new keys. Make a new backup: the earlier ones stay under the old keys.</source>
        <translation>{name} non è più un membro e l’archivio ha chiavi nuove. Fare un nuovo salvataggio: quelli di prima restano sotto le chiavi di prima.</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membri</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>A&amp;ggiungi…</translation>
    </message>
    <message>
        <source>Change &amp;roles…</source>
        <translation>Cambia &amp;ruoli…</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>Rim&amp;uovi…</translation>
    </message>
    <message>
        <source>Members of the store</source>
        <translation>Membri dell’archivio</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Put this message away</source>
        <translation>Chiudi questo messaggio</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Messaggio</translation>
    </message>
</context>
<context>
    <name>MinutesScreen</name>
    <message>
        <source>Written: {path}</source>
        <translation>Scritto: {path}</translation>
    </message>
    <message>
        <source>Recorded: the secretariat finds it in the meeting.</source>
        <translation>Registrato: la segreteria lo trova nella riunione.</translation>
    </message>
    <message>
        <source>_draft</source>
        <translation>_bozza</translation>
    </message>
    <message>
        <source>minutes_{number}{draft}.pdf</source>
        <translation>verbale_{number}{draft}.pdf</translation>
    </message>
    <message>
        <source>Write the minutes</source>
        <translation>Scrivi il verbale</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N.</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Type or series</source>
        <translation>Tipo o serie</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Verbale</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>Numero legale</translation>
    </message>
    <message>
        <source>Open points</source>
        <translation>Punti aperti</translation>
    </message>
    <message>
        <source>&amp;Next meeting…</source>
        <translation>&amp;Prossima riunione…</translation>
    </message>
    <message>
        <source>&amp;Share…</source>
        <translation>&amp;Condividi…</translation>
    </message>
    <message>
        <source>&amp;Approve…</source>
        <translation>&amp;Approva…</translation>
    </message>
    <message>
        <source>A&amp;mend…</source>
        <translation>&amp;Rettifica…</translation>
    </message>
    <message>
        <source>Chec&amp;k</source>
        <translation>&amp;Verifica</translation>
    </message>
    <message>
        <source>&amp;PDF…</source>
        <translation>P&amp;DF…</translation>
    </message>
    <message>
        <source>Minutes and actions</source>
        <translation>Verbali e azioni</translation>
    </message>
    <message>
        <source>Meetings</source>
        <translation>Riunioni</translation>
    </message>
</context>
<context>
    <name>MonthEditor</name>
    <message>
        <source>month/year</source>
        <translation>mese/anno</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message numerus="yes">
        <source>At least %n character(s); several words work well.</source>
        <translation>
            <numerusform>Almeno %n carattere; più parole vanno bene.</numerusform>
            <numerusform>Almeno %n caratteri; più parole vanno bene.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Le due frasi d’accesso sono diverse.</translation>
    </message>
    <message numerus="yes">
        <source>%n more character(s) needed.</source>
        <translation>
            <numerusform>Manca ancora %n carattere.</numerusform>
            <numerusform>Mancano ancora %n caratteri.</numerusform>
        </translation>
    </message>
    <message>
        <source>Strength: {strength}</source>
        <translation>Robustezza: {strength}</translation>
    </message>
    <message>
        <source>New &amp;passphrase</source>
        <translation>Nuova fras&amp;e d’accesso</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Nuova frase d’accesso</translation>
    </message>
    <message>
        <source>P&amp;ropose one</source>
        <translation>&amp;Proponi</translation>
    </message>
    <message>
        <source>Propose a passphrase of several words</source>
        <translation>Proponi una frase di più parole</translation>
    </message>
    <message>
        <source>The same passphrase a&amp;gain</source>
        <translation>La stessa frase, &amp;di nuovo</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>La stessa frase, di nuovo</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>Robustezza della frase d’accesso</translation>
    </message>
</context>
<context>
    <name>NewcomerDialog</name>
    <message>
        <source>Add a member</source>
        <translation>Aggiungi un membro</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>A&amp;ggiungi</translation>
    </message>
    <message>
        <source>There is a member of that name already: choose another.</source>
        <translation>C’è già un membro con questo nome: sceglierne un altro.</translation>
    </message>
    <message>
        <source>Tick at least one role.</source>
        <translation>Segnare almeno un ruolo.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>&amp;Force</source>
        <translation>&amp;Forza</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Ruoli</translation>
    </message>
    <message>
        <source>Let the new member choose and type it: nobody else needs to know it, and nobody can look it up.</source>
        <translation>La sceglie e la scrive il nuovo membro: nessun altro ha bisogno di conoscerla, e nessuno può ritrovarla.</translation>
    </message>
</context>
<context>
    <name>OpenDialog</name>
    <message>
        <source>Move &amp;up</source>
        <translation>Sposta s&amp;u</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Sposta &amp;giù</translation>
    </message>
    <message>
        <source>Open the next meeting</source>
        <translation>Apertura della prossima riunione</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>Nothing waits for this meeting: it opens with an empty agenda.</source>
        <translation>Nulla è in attesa per questa riunione: si apre con un ordine del giorno vuoto.</translation>
    </message>
    <message>
        <source>Da&amp;y</source>
        <translation>&amp;Data</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Tipo</translation>
    </message>
    <message>
        <source>&amp;Seat</source>
        <translation>&amp;Sede</translation>
    </message>
    <message>
        <source>Se&amp;ries (empty: by type)</source>
        <translation>S&amp;erie (vuota: per tipo)</translation>
    </message>
    <message>
        <source>&amp;Quorum (forces)</source>
        <translation>&amp;Numero legale (forze)</translation>
    </message>
    <message>
        <source>&amp;Agenda: what waits</source>
        <translation>&amp;Ordine del giorno: che cosa attende</translation>
    </message>
    <message>
        <source>Space keeps or leaves out, Alt with the arrows moves.</source>
        <translation>Spazio tiene o lascia fuori, Alt con le frecce sposta.</translation>
    </message>
    <message>
        <source>Reason for stri&amp;king the point</source>
        <translation>&amp;Motivo dello stralcio del punto</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Commands</source>
        <translation>Comandi</translation>
    </message>
    <message>
        <source>Some words of the command</source>
        <translation>Alcune parole del comando</translation>
    </message>
    <message>
        <source>Search the commands</source>
        <translation>Cerca fra i comandi</translation>
    </message>
    <message>
        <source>Arrows choose, Enter runs, Esc leaves.</source>
        <translation>Le frecce scelgono, Invio esegue, Esc chiude.</translation>
    </message>
</context>
<context>
    <name>Particulars</name>
    <message>
        <source>Fi&amp;gures of others (CSV)</source>
        <translation>Cifre &amp;di altri (CSV)</translation>
    </message>
    <message>
        <source>File of figures of others</source>
        <translation>File delle cifre di altri</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Sfoglia…</translation>
    </message>
    <message>
        <source>&amp;Insiders by</source>
        <translation>&amp;Interni secondo</translation>
    </message>
    <message>
        <source>Protect &amp;against</source>
        <translation>Prot&amp;eggere da</translation>
    </message>
    <message>
        <source>Ti&amp;me given</source>
        <translation>D&amp;urata massima</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>Seme &amp;fisso</translation>
    </message>
    <message>
        <source>dimensions whose categories know their own cases: force</source>
        <translation>dimensioni le cui voci conoscono i propri casi: forza</translation>
    </message>
    <message>
        <source>whoever knows the rule on zeros (usual)</source>
        <translation>chi conosce la regola sugli zeri (usuale)</translation>
    </message>
    <message>
        <source>whoever does not (weaker, for comparison)</source>
        <translation>chi non la conosce (più debole, per confronto)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>secret, drawn anew</source>
        <translation>segreto, estratto ogni volta</translation>
    </message>
    <message>
        <source>With the same seed the same files come out again. Keep it as secret as the counts.</source>
        <translation>Con lo stesso seme si riottengono gli stessi file. Va tenuto segreto come i conteggi.</translation>
    </message>
</context>
<context>
    <name>PassphraseChange</name>
    <message>
        <source>Write the passphrase in use now.</source>
        <translation>Scrivere la frase d’accesso in uso.</translation>
    </message>
    <message>
        <source>The passphrase was changed: only the new one is valid from now on.</source>
        <translation>La frase d’accesso è cambiata: da ora vale solo quella nuova.</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>Cambio in corso…</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>Ca&amp;mbia</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Cambia frase d’accesso</translation>
    </message>
    <message>
        <source>The records stay as they are, and a recovery sheet stays valid. Old backups keep the old passphrase.</source>
        <translation>Le schede restano come sono e il foglio di recupero resta valido. I salvataggi già fatti si aprono ancora con la frase di prima.</translation>
    </message>
    <message>
        <source>Passphrase in &amp;use</source>
        <translation>Frase d’accesso in &amp;uso</translation>
    </message>
    <message>
        <source>Passphrase in use</source>
        <translation>Frase d’accesso in uso</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>A&amp;nnulla</translation>
    </message>
</context>
<context>
    <name>PassphraseField</name>
    <message>
        <source>Hide the passphrase</source>
        <translation>Nascondi la frase d’accesso</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>Mostra la frase d’accesso</translation>
    </message>
</context>
<context>
    <name>PastBar</name>
    <message>
        <source>As known on</source>
        <translation>Com’era nota al</translation>
    </message>
    <message>
        <source>Back to today</source>
        <translation>Torna a oggi</translation>
    </message>
</context>
<context>
    <name>PersonCodeEditor</name>
    <message>
        <source>Generate code</source>
        <translation>Genera codice</translation>
    </message>
    <message>
        <source>A new random code for this force</source>
        <translation>Un nuovo codice casuale per questa forza</translation>
    </message>
    <message>
        <source>Choose the force first</source>
        <translation>Scegliere prima la forza</translation>
    </message>
</context>
<context>
    <name>PlaceStep</name>
    <message>
        <source>Store and passphrase</source>
        <translation>Archivio e frase d’accesso</translation>
    </message>
    <message>
        <source>Choose a folder for the store.</source>
        <translation>Scegliere una cartella per l’archivio.</translation>
    </message>
    <message>
        <source>This folder already holds a store: go back and open it, or choose another folder.</source>
        <translation>Questa cartella contiene già un archivio: tornare indietro e aprirlo, o scegliere un’altra cartella.</translation>
    </message>
    <message>
        <source>Whoever forgets the passphrase needs the recovery sheet: it can be made and printed as soon as the store is open.</source>
        <translation>A chi dimentica la frase d’accesso serve il foglio di recupero: si può fare e stampare appena l’archivio è aperto.</translation>
    </message>
    <message>
        <source>Folder of the store</source>
        <translation>Cartella dell’archivio</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>&amp;Cartella</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Sfoglia…</translation>
    </message>
    <message>
        <source>Browse for a folder</source>
        <translation>Scegli una cartella</translation>
    </message>
</context>
<context>
    <name>PointsDialog</name>
    <message>
        <source>Left out: {words}</source>
        <translation>Lasciata fuori: {words}</translation>
    </message>
    <message>
        <source>(worded anew)</source>
        <translation>(riscritta)</translation>
    </message>
    <message>
        <source>What is underlined cannot be prepared.</source>
        <translation>Ciò che è sottolineato non si può preparare.</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>&amp;Lascia fuori</translation>
    </message>
    <message>
        <source>Print a&amp;gain</source>
        <translation>Stampa di n&amp;uovo</translation>
    </message>
    <message>
        <source>Main points</source>
        <translation>In evidenza</translation>
    </message>
    <message>
        <source>Order, leave out or word anew what the first page says. Only numbers that the summary prints may be typed. The words belong to what two members confirm.</source>
        <translation>Ordinare, lasciare fuori o riscrivere ciò che la prima pagina mette in evidenza. Si possono scrivere solo numeri che la sintesi stampa. Le parole fanno parte di ciò che due membri confermano.</translation>
    </message>
    <message>
        <source>&amp;Italian</source>
        <translation>I&amp;taliano</translation>
    </message>
    <message>
        <source>&amp;English</source>
        <translation>I&amp;nglese</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>Più &amp;su</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>Più &amp;giù</translation>
    </message>
    <message>
        <source>&amp;Restore this sentence</source>
        <translation>&amp;Ripristina questa frase</translation>
    </message>
    <message>
        <source>Restore &amp;all</source>
        <translation>Ripristin&amp;a tutte</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Chiudi</translation>
    </message>
    <message>
        <source>&amp;Prepare with these points</source>
        <translation>&amp;Prepara con questi punti</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Cover and main points</source>
        <translation>Copertina e punti principali</translation>
    </message>
    <message>
        <source>Notes and signs</source>
        <translation>Note e segni</translation>
    </message>
    <message>
        <source>Edit the main po&amp;ints…</source>
        <translation>Modifica «In eviden&amp;za»…</translation>
    </message>
    <message>
        <source>Edit the main points</source>
        <translation>Modifica «In evidenza»</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>The program met a fault of its own ({where}). What was recorded is safe; go on, or lock and open again.</source>
        <translation>Il programma ha incontrato un proprio errore ({where}). Quanto registrato è al sicuro; proseguire, oppure bloccare e riaprire.</translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>Warning</source>
        <translation>Avviso</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rifiutata</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Riga</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonna</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Codice</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Esito</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Motivo</translation>
    </message>
</context>
<context>
    <name>ProposalsScreen</name>
    <message>
        <source>The proposal is confirmed: whoever prepared it can carry it out.</source>
        <translation>La proposta è confermata: chi l’ha preparata può eseguirla.</translation>
    </message>
    <message>
        <source>The proposal was withdrawn; it stays written in the log.</source>
        <translation>La proposta è stata ritirata; resta scritta nel registro.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>Oggetto</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>Preparata</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confermata</translation>
    </message>
    <message>
        <source>In six words</source>
        <translation>In sei parole</translation>
    </message>
    <message>
        <source>No proposal yet. What takes two members – a release, an export of records, an erasure – is prepared on its own page and then waits here.</source>
        <translation>Nessuna proposta. Ciò che richiede due membri – far uscire una sintesi, esportare schede, cancellare – si prepara nella propria pagina e poi attende qui.</translation>
    </message>
    <message>
        <source>&amp;Confirm as a second member</source>
        <translation>&amp;Conferma come secondo membro</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Ritira</translation>
    </message>
    <message>
        <source>Proposals of two members</source>
        <translation>Proposte di due membri</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Proposte</translation>
    </message>
</context>
<context>
    <name>QualityScreen</name>
    <message>
        <source>Quality and indicators</source>
        <translation>Qualità e indicatori</translation>
    </message>
    <message>
        <source>For internal use: figures are counted from the records as they stand.</source>
        <translation>Per uso interno: i numeri sono contati dalle schede come sono ora.</translation>
    </message>
    <message>
        <source>For internal use, from the records as they stand, since {month}. Enter leads to the cases that a line counts; on completeness, to those that lack an answer.</source>
        <translation>Per uso interno, dalle schede come sono ora, da {month}. Invio porta ai casi che la riga conta; dalla completezza, a quelli a cui manca una risposta.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Che cosa</translation>
    </message>
    <message>
        <source>n of N</source>
        <translation>n su N</translation>
    </message>
    <message>
        <source>Share or median</source>
        <translation>Quota o mediana</translation>
    </message>
    <message>
        <source>Limits or P90</source>
        <translation>Limiti o P90</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nulla</translation>
    </message>
    <message>
        <source>fewer than {n}</source>
        <translation>meno di {n}</translation>
    </message>
    <message>
        <source>{n} of {N}</source>
        <translation>{n} su {N}</translation>
    </message>
</context>
<context>
    <name>QuarterEditor</name>
    <message>
        <source>quarter/year</source>
        <translation>trimestre/anno</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Screens</source>
        <translation>Schermate</translation>
    </message>
</context>
<context>
    <name>ReadingPane</name>
    <message>
        <source>Not known yet on that day.</source>
        <translation>A quel giorno non era ancora nota.</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>A draft of this record waits: Ctrl+E resumes it.</source>
        <translation>C’è una bozza di questa scheda: Ctrl+E la riprende.</translation>
    </message>
    <message>
        <source>No record chosen. Arrow keys in the list choose one, Ctrl+N begins a new one.</source>
        <translation>Nessuna scheda scelta. Le frecce nell’elenco ne scelgono una, Ctrl+N ne comincia una nuova.</translation>
    </message>
    <message>
        <source>No record chosen. Arrow keys in the list choose one.</source>
        <translation>Nessuna scheda scelta. Le frecce nell’elenco ne scelgono una.</translation>
    </message>
    <message>
        <source>record not found</source>
        <translation>scheda non trovata</translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>Not recorded yet: what was typed is kept as a draft.</source>
        <translation>Non ancora registrato: quanto scritto è conservato come bozza.</translation>
    </message>
    <message>
        <source>Not recorded yet: some answers are unusual. Correct them, or tick that they are right.</source>
        <translation>Non ancora registrato: alcune risposte sono insolite. Correggerle, o confermare che sono esatte.</translation>
    </message>
    <message>
        <source>This record was changed meanwhile; the draft is kept.</source>
        <translation>La scheda è stata modificata nel frattempo; la bozza è conservata.</translation>
    </message>
    <message>
        <source>Changed there: {fields}.</source>
        <translation>Modificati là: {fields}.</translation>
    </message>
    <message>
        <source>Changed in both, yours is kept: {fields}.</source>
        <translation>Modificati in entrambe, resta la propria: {fields}.</translation>
    </message>
</context>
<context>
    <name>RecordsExportScreen</name>
    <message>
        <source>Folder for the files</source>
        <translation>Cartella per i file</translation>
    </message>
    <message>
        <source>Proposal prepared. A member of another force confirms it within 30 days. In six words: {words}</source>
        <translation>Proposta preparata. La conferma entro 30 giorni un membro di un’altra Forza. In sei parole: {words}</translation>
    </message>
    <message>
        <source>Written to {folder}. These records do not leave in another file.</source>
        <translation>Scritto in {folder}. Queste schede non escono in un altro file.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonna</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Dettaglio</translation>
    </message>
    <message>
        <source>{n} records would leave, none withheld; cells suppressed: {cells}. Every group has at least {k} equal records; method and circumstances, where told, have at least {l} known values in it. {loss} % of the detail is lost. Nothing has left.</source>
        <translation>Uscirebbero {n} schede, nessuna trattenuta; celle tolte: {cells}. Ogni gruppo ha almeno {k} schede uguali; mezzo e circostanze, dove ci sono, vi hanno almeno {l} valori noti. Si perde il {loss} % del dettaglio. Nulla è uscito.</translation>
    </message>
    <message>
        <source>&amp;See what would leave</source>
        <translation>&amp;Vedi che cosa uscirebbe</translation>
    </message>
    <message>
        <source>&amp;Write with a second member…</source>
        <translation>&amp;Scrivi con un secondo membro…</translation>
    </message>
    <message>
        <source>&amp;Prepare for another occasion</source>
        <translation>&amp;Prepara per un’altra occasione</translation>
    </message>
    <message>
        <source>Export of records</source>
        <translation>Esportazione di schede</translation>
    </message>
    <message>
        <source>Detail of each column</source>
        <translation>Dettaglio di ogni colonna</translation>
    </message>
    <message>
        <source>The first rows as they would leave</source>
        <translation>Le prime righe come uscirebbero</translation>
    </message>
</context>
<context>
    <name>RecordsForm</name>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Dal</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Al</translation>
    </message>
    <message>
        <source>Equal &amp;records (k)</source>
        <translation>Schede &amp;uguali (k)</translation>
    </message>
    <message>
        <source>Known &amp;values (l)</source>
        <translation>Va&amp;lori noti (l)</translation>
    </message>
    <message>
        <source>quarter {n}</source>
        <translation>trimestre {n}</translation>
    </message>
    <message>
        <source>From: year</source>
        <translation>Dal: anno</translation>
    </message>
    <message>
        <source>To: year</source>
        <translation>Al: anno</translation>
    </message>
</context>
<context>
    <name>RecordsScreen</name>
    <message>
        <source>Nothing to save: write a search first (Ctrl+F).</source>
        <translation>Nulla da salvare: scrivere prima una ricerca (Ctrl+F).</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>Write the name of whoever lost the passphrase.</source>
        <translation>Scrivere il nome di chi ha perso la frase d’accesso.</translation>
    </message>
    <message>
        <source>Open with the recovery sheet</source>
        <translation>Apri con il foglio di recupero</translation>
    </message>
    <message>
        <source>Write the eight groups printed on the sheet and choose a new passphrase: the forgotten one will no longer open the store. Nothing in the store changes.</source>
        <translation>Scrivere gli otto gruppi stampati sul foglio e scegliere una nuova frase d’accesso: quella dimenticata non aprirà più l’archivio. Nell’archivio non cambia nulla.</translation>
    </message>
    <message>
        <source>&amp;Key on the sheet</source>
        <translation>C&amp;hiave del foglio</translation>
    </message>
    <message>
        <source>Key on the sheet</source>
        <translation>Chiave del foglio</translation>
    </message>
    <message>
        <source>Na&amp;me of whoever lost the passphrase</source>
        <translation>N&amp;ome di chi ha perso la frase</translation>
    </message>
    <message>
        <source>Name of whoever lost the passphrase</source>
        <translation>Nome di chi ha perso la frase</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Indietro</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Apertura…</translation>
    </message>
    <message>
        <source>&amp;Open and set the passphrase</source>
        <translation>Ap&amp;ri e imposta la frase</translation>
    </message>
</context>
<context>
    <name>RecoveryLine</name>
    <message>
        <source>There is a recovery sheet; the one in force bears the mark “{mark}”.</source>
        <translation>C’è un foglio di recupero; quello in vigore porta il segno «{mark}».</translation>
    </message>
    <message>
        <source>There is no recovery sheet: a forgotten passphrase would be a lost store.</source>
        <translation>Non c’è un foglio di recupero: dimenticare la frase d’accesso vorrebbe dire perdere l’archivio.</translation>
    </message>
    <message>
        <source>Make a ne&amp;w one…</source>
        <translation>Fanne uno nuo&amp;vo…</translation>
    </message>
    <message>
        <source>Make one no&amp;w…</source>
        <translation>Fa&amp;llo ora…</translation>
    </message>
    <message>
        <source>Make a recovery sheet</source>
        <translation>Fai un foglio di recupero</translation>
    </message>
</context>
<context>
    <name>RecoveryMaking</name>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Salva il foglio di recupero</translation>
    </message>
    <message>
        <source>Saved as {file}. Print it now, and go on with the paper in hand.</source>
        <translation>Salvato come {file}. Stamparlo ora e continuare con la carta in mano.</translation>
    </message>
    <message>
        <source>Group {n} is not the one on this sheet: look again.</source>
        <translation>Il gruppo {n} non è quello di questo foglio: ricontrollare.</translation>
    </message>
    <message>
        <source>Write the passphrase of this store.</source>
        <translation>Scrivere la frase d’accesso di questo archivio.</translation>
    </message>
    <message>
        <source>Group {n}</source>
        <translation>Gruppo {n}</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Foglio di recupero</translation>
    </message>
    <message>
        <source>The sheet in force bears the mark “{mark}”. A new one takes its place.</source>
        <translation>Il foglio in vigore porta il segno «{mark}». Un nuovo foglio ne prende il posto.</translation>
    </message>
    <message>
        <source>This store has no recovery sheet: whoever forgets the passphrase cannot open it any more.</source>
        <translation>Questo archivio non ha un foglio di recupero: chi dimentica la frase d’accesso non può più aprirlo.</translation>
    </message>
    <message>
        <source>Save the sheet, print it, and type two groups from the paper: only then the new sheet is valid.</source>
        <translation>Salvare il foglio, stamparlo e riscrivere due gruppi dalla carta: solo allora il nuovo foglio è valido.</translation>
    </message>
    <message>
        <source>&amp;Save the sheet…</source>
        <translation>&amp;Salva il foglio…</translation>
    </message>
    <message>
        <source>&amp;Passphrase of this store</source>
        <translation>Fras&amp;e d’accesso di questo archivio</translation>
    </message>
    <message>
        <source>Passphrase of this store</source>
        <translation>Frase d’accesso di questo archivio</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>A&amp;nnulla</translation>
    </message>
    <message>
        <source>&amp;Make it valid</source>
        <translation>&amp;Rendilo valido</translation>
    </message>
</context>
<context>
    <name>ReferenceDialog</name>
    <message>
        <source>General population</source>
        <translation>Popolazione generale</translation>
    </message>
    <message>
        <source>&amp;File with rates</source>
        <translation>&amp;File con i tassi</translation>
    </message>
    <message>
        <source>Choose the file with rates</source>
        <translation>Scegliere il file con i tassi</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Sfoglia…</translation>
    </message>
    <message>
        <source>&amp;Year</source>
        <translation>A&amp;nno</translation>
    </message>
    <message>
        <source>&amp;Source</source>
        <translation>F&amp;onte</translation>
    </message>
    <message>
        <source>A CSV file with the columns sex (M, F), age_band (E1 … E6) and rate (per 100,000 a year), or deaths and population in place of rate. It takes the place of what stands above.</source>
        <translation>Un file CSV con le colonne sex (M, F), age_band (E1 … E6) e rate (per 100 000 l’anno), oppure deaths e population al posto di rate. Sostituisce quanto sta sopra.</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importa</translation>
    </message>
    <message>
        <source>Choose a file first.</source>
        <translation>Scegliere prima un file.</translation>
    </message>
    <message>
        <source>There is none yet: deaths are not compared with those expected.</source>
        <translation>Non ce n’è ancora una: i decessi non si confrontano con gli attesi.</translation>
    </message>
    <message>
        <source>In use: {reference}, rates per 100,000 a year.</source>
        <translation>In uso: {reference}, tassi per 100 000 l’anno.</translation>
    </message>
</context>
<context>
    <name>ReferenceEditor</name>
    <message>
        <source>none – the space bar chooses</source>
        <translation>nessuno – la barra spaziatrice sceglie</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Scegli…</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation>Scegli: {name}</translation>
    </message>
    <message>
        <source>record not found</source>
        <translation>scheda non trovata</translation>
    </message>
</context>
<context>
    <name>ReleaseLine</name>
    <message>
        <source>Proposal prepared. A member of another force confirms it within 30 days. In six words: {words}</source>
        <translation>Proposta preparata. La conferma entro 30 giorni un membro di un’altra Forza. In sei parole: {words}</translation>
    </message>
    <message>
        <source>What leaves: {tables} tables, {values} values, of which {hidden} hidden ({where}).</source>
        <translation>Che cosa esce: {tables} tavole, {values} valori, di cui {hidden} nascosti ({where}).</translation>
    </message>
    <message>
        <source>Draft: every page says so until a member of another force confirms it.</source>
        <translation>Bozza: ogni pagina lo dice, finché un membro di un’altra Forza non conferma.</translation>
    </message>
    <message>
        <source>Confirmed by two members of two forces.</source>
        <translation>Confermata da due membri di due Forze.</translation>
    </message>
    <message>
        <source>Second &amp;member…</source>
        <translation>Secondo &amp;membro…</translation>
    </message>
    <message>
        <source>Pr&amp;opose</source>
        <translation>Pr&amp;oponi</translation>
    </message>
</context>
<context>
    <name>RemovalDialog</name>
    <message>
        <source>Remove {name}</source>
        <translation>Rimuovi {name}</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Rimuovi</translation>
    </message>
    <message>
        <source>{name} will not open this store any more.</source>
        <translation>{name} non aprirà più questo archivio.</translation>
    </message>
    <message>
        <source>The whole store is written anew under new keys, which {name} never had. With many records this takes a while; it can be cancelled, and then nothing has changed.</source>
        <translation>L’intero archivio viene riscritto sotto chiavi nuove, che {name} non ha mai avuto. Con molte schede ci vuole un po’; si può annullare, e allora nulla è cambiato.</translation>
    </message>
    <message>
        <source>Copies and backups made before stay under the old keys: whoever has one and the passphrase of that time can still read it. Make a new backup, and destroy the old ones.</source>
        <translation>Le copie e i salvataggi fatti prima restano sotto le chiavi di prima: chi ne ha uno e la frase di allora può ancora leggerlo. Fare un nuovo salvataggio e distruggere i vecchi.</translation>
    </message>
    <message>
        <source>What {name} recorded and signed stays. Drafts that {name} did not record are lost.</source>
        <translation>Ciò che {name} ha registrato e firmato resta. Le bozze che non ha registrato vanno perse.</translation>
    </message>
    <message>
        <source>The passphrases of the others stay valid, and so does the recovery sheet.</source>
        <translation>Le frasi degli altri membri restano valide, e così il foglio di recupero.</translation>
    </message>
    <message>
        <source>To go on, &amp;type the name: {name}</source>
        <translation>Per continuare &amp;scrivere il nome: {name}</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Sho&amp;w</source>
        <translation>Mos&amp;tra</translation>
    </message>
    <message>
        <source>Which problems to show</source>
        <translation>Quali segnalazioni mostrare</translation>
    </message>
    <message>
        <source>All problems</source>
        <translation>Tutte le segnalazioni</translation>
    </message>
    <message>
        <source>Only refusals</source>
        <translation>Solo i rifiuti</translation>
    </message>
    <message>
        <source>Only warnings</source>
        <translation>Solo gli avvisi</translation>
    </message>
    <message>
        <source>Problems found, row by row</source>
        <translation>Segnalazioni, riga per riga</translation>
    </message>
    <message>
        <source>No row refused, no warning.</source>
        <translation>Nessuna riga rifiutata, nessun avviso.</translation>
    </message>
    <message>
        <source>Dry run: nothing was written</source>
        <translation>Prova: nulla è stato scritto</translation>
    </message>
    <message>
        <source>Import done</source>
        <translation>Importazione conclusa</translation>
    </message>
    <message>
        <source>Rows taken in with warnings: {n}</source>
        <translation>Righe accolte con avvisi: {n}</translation>
    </message>
    <message>
        <source>Problems listed: {n}</source>
        <translation>Segnalazioni elencate: {n}</translation>
    </message>
</context>
<context>
    <name>RequestForm</name>
    <message>
        <source>Quarter</source>
        <translation>Trimestre</translation>
    </message>
    <message>
        <source>Four-month period</source>
        <translation>Quadrimestre</translation>
    </message>
    <message>
        <source>Half-year</source>
        <translation>Semestre</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Anno</translation>
    </message>
    <message>
        <source>whole year</source>
        <translation>tutto l’anno</translation>
    </message>
    <message>
        <source>&amp;Period</source>
        <translation>&amp;Periodo</translation>
    </message>
    <message>
        <source>&amp;Year</source>
        <translation>A&amp;nno</translation>
    </message>
    <message>
        <source>N&amp;umber</source>
        <translation>N&amp;umero</translation>
    </message>
    <message>
        <source>F&amp;or whom</source>
        <translation>&amp;Destinatari</translation>
    </message>
    <message>
        <source>&amp;Known up to</source>
        <translation>Dati n&amp;oti al</translation>
    </message>
    <message>
        <source>P&amp;repare</source>
        <translation>P&amp;repara</translation>
    </message>
    <message>
        <source>&amp;What is hidden and why…</source>
        <translation>Che cosa si nasconde e perc&amp;hé…</translation>
    </message>
    <message>
        <source>What is hidden and why</source>
        <translation>Che cosa si nasconde e perché</translation>
    </message>
</context>
<context>
    <name>RetentionScreen</name>
    <message>
        <source>Proposal prepared. A member of another force confirms it within 30 days. In six words: {words}</source>
        <translation>Proposta preparata. La conferma entro 30 giorni un membro di un’altra Forza. In sei parole: {words}</translation>
    </message>
    <message>
        <source>Erased for good: {n}. Then looked for in {tables} tables, every column: no trace. The log keeps {entries} entries without content; its fingerprint is {words}. Backups made before still hold what was erased, until they are rotated or destroyed.</source>
        <translation>Cancellati definitivamente: {n}. Cercati poi in {tables} tabelle, ogni colonna: nessuna traccia. Il registro ne conserva {entries} voci senza contenuto; la sua impronta è {words}. I salvataggi fatti prima contengono ancora ciò che è stato cancellato, finché la rotazione o una mano non li distrugge.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Che cosa</translation>
    </message>
    <message>
        <source>Term in months</source>
        <translation>Termine in mesi</translation>
    </message>
    <message>
        <source>Past its term</source>
        <translation>Oltre il termine</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>Mesi</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Ragione</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>senza limite</translation>
    </message>
    <message>
        <source>&amp;Erase with a second member…</source>
        <translation>&amp;Cancella con un secondo membro…</translation>
    </message>
    <message>
        <source>&amp;Prepare for another occasion</source>
        <translation>&amp;Prepara per un’altra occasione</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Ricalcola</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Conservazione</translation>
    </message>
    <message>
        <source>What is past its term</source>
        <translation>Ciò che ha superato il termine</translation>
    </message>
</context>
<context>
    <name>RolesDialog</name>
    <message>
        <source>Roles of {name}</source>
        <translation>Ruoli di {name}</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>Ca&amp;mbia</translation>
    </message>
    <message>
        <source>Tick at least one role.</source>
        <translation>Segnare almeno un ruolo.</translation>
    </message>
    <message>
        <source>Whoever may no longer read confidential texts gets their keys no more, and texts written from now on have new ones. To shut somebody out altogether, remove them.</source>
        <translation>Chi non può più leggere testi riservati non ne riceve più le chiavi, e i testi scritti da ora ne hanno di nuove. Per escludere del tutto qualcuno, rimuoverlo.</translation>
    </message>
    <message>
        <source>&amp;Force</source>
        <translation>&amp;Forza</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Ruoli</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Summaries</source>
        <translation>Sintesi</translation>
    </message>
    <message>
        <source>Minutes and actions</source>
        <translation>Verbali e azioni</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistiche</translation>
    </message>
    <message>
        <source>Grid of forces</source>
        <translation>Griglia delle Forze</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Valutazione</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>Segnali</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Ciò che attende</translation>
    </message>
    <message>
        <source>Quality and indicators</source>
        <translation>Qualità e indicatori</translation>
    </message>
    <message>
        <source>Import a register</source>
        <translation>Importa un registro</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membri</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Proposte</translation>
    </message>
    <message>
        <source>Summaries and releases</source>
        <translation>Sintesi e rilasci</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Conservazione</translation>
    </message>
    <message>
        <source>Export of records</source>
        <translation>Esportazione di schede</translation>
    </message>
    <message>
        <source>Tables from a file</source>
        <translation>Tavole da un file</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicurezza</translation>
    </message>
    <message>
        <source>Signed log</source>
        <translation>Registro firmato</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search (Ctrl+F), for instance {example}</source>
        <translation>Cerca (Ctrl+F), per esempio {example}</translation>
    </message>
    <message>
        <source>Search: {plural}</source>
        <translation>Cerca: {plural}</translation>
    </message>
    <message>
        <source>How to search</source>
        <translation>Come cercare</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Save the search as a view</source>
        <translation>Salva la ricerca come vista</translation>
    </message>
    <message>
        <source>A word is looked up in every list; a period is a year, 2019-Q3, 2019-T2, 2019-S1 or 2019-03.</source>
        <translation>Una parola è cercata in tutti gli elenchi; un periodo è un anno, 2019-Q3, 2019-T2, 2019-S1 o 2019-03.</translation>
    </message>
    <message>
        <source>A field and a colon search that field only; several values are parted by commas.</source>
        <translation>Un campo e i due punti cercano solo in quel campo; più valori si separano con virgole.</translation>
    </message>
    <message>
        <source>A minus leaves out; quotes hold words together; &gt; and &lt; work for bands.</source>
        <translation>Un meno esclude; le virgolette tengono unite le parole; &gt; e &lt; valgono per le fasce.</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Esempi:</translation>
    </message>
    <message>
        <source>Fields:</source>
        <translation>Campi:</translation>
    </message>
    <message>
        <source>is:incomplete, is:overdue and is:pending find what waits; since: and until: bound the months.</source>
        <translation>is:incompleto, is:scaduto e is:pendente trovano ciò che attende; dal: e al: delimitano i mesi.</translation>
    </message>
</context>
<context>
    <name>SecondMember</name>
    <message>
        <source>Confirmation by a second member</source>
        <translation>Conferma di un secondo membro</translation>
    </message>
    <message>
        <source>&amp;Confirm</source>
        <translation>&amp;Conferma</translation>
    </message>
    <message>
        <source>The second member writes their own passphrase.</source>
        <translation>Il secondo membro scrive la propria frase d’accesso.</translation>
    </message>
    <message>
        <source>Second &amp;member</source>
        <translation>Secondo &amp;membro</translation>
    </message>
    <message>
        <source>Their &amp;passphrase</source>
        <translation>La sua &amp;frase d’accesso</translation>
    </message>
    <message>
        <source>Passphrase of the second member</source>
        <translation>Frase d’accesso del secondo membro</translation>
    </message>
    <message>
        <source>The store has no member of another force who may confirm. The proposal stays prepared for 30 days.</source>
        <translation>Nell’archivio non c’è un membro di un’altra Forza che possa confermare. La proposta resta preparata per 30 giorni.</translation>
    </message>
</context>
<context>
    <name>SecurityScreen</name>
    <message>
        <source>Check a backup</source>
        <translation>Verifica di un salvataggio</translation>
    </message>
    <message>
        <source>Folder of the daily backups</source>
        <translation>Cartella dei salvataggi di ogni giorno</translation>
    </message>
    <message>
        <source>Backup made and checked: {file}</source>
        <translation>Salvataggio fatto e verificato: {file}</translation>
    </message>
    <message>
        <source>The backup is whole: {file}</source>
        <translation>Il salvataggio è integro: {file}</translation>
    </message>
    <message>
        <source>The folder is chosen; it holds a backup of the last day already.</source>
        <translation>La cartella è scelta; contiene già un salvataggio dell’ultimo giorno.</translation>
    </message>
    <message>
        <source>observatory-backup</source>
        <translation>salvataggio-osservatorio</translation>
    </message>
    <message>
        <source>Save a backup</source>
        <translation>Salvataggio di una copia</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicurezza</translation>
    </message>
    <message>
        <source>Save a &amp;copy now…</source>
        <translation>Salva una &amp;copia ora…</translation>
    </message>
    <message>
        <source>Ch&amp;eck…</source>
        <translation>&amp;Verifica…</translation>
    </message>
    <message>
        <source>&amp;Folder of the daily backups…</source>
        <translation>&amp;Scegli la cartella…</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>I&amp;nterrompi</translation>
    </message>
</context>
<context>
    <name>ShareDialog</name>
    <message>
        <source>The forces have the text as it stands now; a later change is shared again.</source>
        <translation>Le Forze hanno il testo com’è ora; una modifica successiva si condivide di nuovo.</translation>
    </message>
    <message>
        <source>Shared &amp;on</source>
        <translation>Condiviso &amp;il</translation>
    </message>
    <message>
        <source>Share the minutes</source>
        <translation>Condivisione del verbale</translation>
    </message>
    <message>
        <source>&amp;Share</source>
        <translation>&amp;Condividi</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>The two cases side by side</source>
        <translation>I due casi affiancati</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>This case</source>
        <translation>Questo caso</translation>
    </message>
    <message>
        <source>Other case</source>
        <translation>Altro caso</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Confronto</translation>
    </message>
</context>
<context>
    <name>SignalsScreen</name>
    <message numerus="yes">
        <source>%n signal(s) recorded. Next comes the data check.</source>
        <translation>
            <numerusform>%n segnale registrato. Ora va fatta la verifica dei dati.</numerusform>
            <numerusform>%n segnali registrati. Ora va fatta la verifica dei dati.</numerusform>
        </translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Che cosa</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Metodo</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>Osservati</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Attesi</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Prossimo passo</translation>
    </message>
    <message>
        <source>To be recorded</source>
        <translation>Da registrare</translation>
    </message>
    <message>
        <source>Decision of a meeting</source>
        <translation>Decisione di una riunione</translation>
    </message>
    <message>
        <source>Threshold: {text}</source>
        <translation>Soglia: {text}</translation>
    </message>
    <message>
        <source>&amp;Look now</source>
        <translation>&amp;Leggi ora</translation>
    </message>
    <message>
        <source>&amp;Record what stands out</source>
        <translation>&amp;Registra quanto emerge</translation>
    </message>
    <message>
        <source>Next &amp;step…</source>
        <translation>&amp;Prossimo passo…</translation>
    </message>
    <message>
        <source>&amp;Decision…</source>
        <translation>&amp;Decisione…</translation>
    </message>
    <message>
        <source>S&amp;how the record</source>
        <translation>Mostrare la sc&amp;heda</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>Segnali</translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>No count had to be hidden.</source>
        <translation>Nessun numero è stato oscurato.</translation>
    </message>
    <message>
        <source>Hidden counts (*): {hidden} of {cells}, and with them whatever is derived from them. Small counts, under {threshold}, are hidden; so are others, lest the small ones be worked out from totals or from what was released before. Which is which is told nowhere.</source>
        <translation>Numeri oscurati (*): {hidden} su {cells}, e con loro ciò che se ne ricava. Si oscurano i numeri piccoli, sotto {threshold}, e altri con loro, perché i piccoli non si ricavino dai totali o da ciò che è già uscito. Quali siano gli uni e quali gli altri non si dice.</translation>
    </message>
</context>
<context>
    <name>StatisticsScreen</name>
    <message>
        <source>{title}: {hidden} of {cells} counts hidden</source>
        <translation>{title}: numeri oscurati {hidden} su {cells}</translation>
    </message>
    <message>
        <source>The next summary answers this too: {question}</source>
        <translation>La prossima sintesi risponde anche a: {question}</translation>
    </message>
    <message>
        <source>Written and noted as a release: {path}</source>
        <translation>Scritto e annotato fra le uscite: {path}</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>statistiche</translation>
    </message>
    <message>
        <source>Write the answer</source>
        <translation>Scrivi la risposta</translation>
    </message>
    <message>
        <source>Reckoning and protecting…</source>
        <translation>Calcolo e protezione in corso…</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistiche</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Risposta</translation>
    </message>
    <message>
        <source>Reckon a&amp;gain</source>
        <translation>Calcola di n&amp;uovo</translation>
    </message>
    <message>
        <source>Table (&amp;CSV)…</source>
        <translation>Ta&amp;bella (CSV)…</translation>
    </message>
    <message>
        <source>Table (&amp;JSON)…</source>
        <translation>Tabella (&amp;JSON)…</translation>
    </message>
    <message>
        <source>Figure (&amp;PNG)…</source>
        <translation>Fi&amp;gura (PNG)…</translation>
    </message>
    <message>
        <source>Figure (&amp;SVG)…</source>
        <translation>Figura (&amp;SVG)…</translation>
    </message>
    <message>
        <source>Add to the ne&amp;xt summary</source>
        <translation>Aggiungi alla prossima sin&amp;tesi</translation>
    </message>
    <message>
        <source>Add to the next summary</source>
        <translation>Aggiungi alla prossima sintesi</translation>
    </message>
    <message>
        <source>Here it is only looked at: not noted, and not to be passed on. What is written out leaves: it is noted as a release, and later summaries and answers reckon with it.</source>
        <translation>Qui si guarda soltanto: non si annota e non è da diffondere. Ciò che si scrive esce: si annota fra le uscite, e sintesi e risposte successive ne tengono conto.</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Store open</source>
        <translation>Archivio aperto</translation>
    </message>
    <message>
        <source>Store locked</source>
        <translation>Archivio bloccato</translation>
    </message>
    <message>
        <source>Log {words}</source>
        <translation>Registro {words}</translation>
    </message>
    <message>
        <source>Where the signed log stood at unlock: number of the entry and its six words</source>
        <translation>A che punto era il registro firmato all’apertura: numero della voce e le sue sei parole</translation>
    </message>
    <message>
        <source>Invented data</source>
        <translation>Dati inventati</translation>
    </message>
    <message numerus="yes">
        <source>%n role(s)</source>
        <translation>
            <numerusform>%n ruolo</numerusform>
            <numerusform>%n ruoli</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusView</name>
    <message>
        <source>What is protected</source>
        <translation>Che cosa è protetto</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Salvataggi</translation>
    </message>
    <message>
        <source>Backups of the schedule, newest first</source>
        <translation>Salvataggi di ogni giorno, dal più recente</translation>
    </message>
    <message>
        <source>Records, history, drafts and log are encrypted on the disk, and so is every backup: whoever takes a file reads nothing without a member’s passphrase. Confidential texts are sealed once more, under keys that only the roles that read them have. Each page is checked when the store is opened. Nothing protects what is on screen while the store is open.</source>
        <translation>Schede, storia, bozze e registro sono cifrati sul disco, e così ogni salvataggio: chi prende un file non legge nulla senza la frase d’accesso di un membro. I testi riservati sono sigillati una volta in più, sotto chiavi che hanno solo i ruoli che li leggono. Ogni pagina è controllata quando l’archivio si apre. Nulla protegge ciò che è sullo schermo mentre l’archivio è aperto.</translation>
    </message>
    <message>
        <source>Looking for backups…</source>
        <translation>Ricerca dei salvataggi…</translation>
    </message>
    <message>
        <source>There is no backup yet. A store that was never saved is lost with its disk.</source>
        <translation>Non c’è ancora alcun salvataggio. Un archivio mai salvato si perde con il suo disco.</translation>
    </message>
    <message>
        <source>Last backup: {when}.</source>
        <translation>Ultimo salvataggio: {when}.</translation>
    </message>
    <message>
        <source>No folder is chosen for the daily backups.</source>
        <translation>Non è stata scelta una cartella per i salvataggi di ogni giorno.</translation>
    </message>
    <message>
        <source>Daily backups: {folder} (7 days, 5 weeks, 12 months are kept).</source>
        <translation>Salvataggi di ogni giorno: {folder} (se ne tengono 7 giorni, 5 settimane, 12 mesi).</translation>
    </message>
    <message>
        <source>No backup was checked yet.</source>
        <translation>Nessun salvataggio è stato ancora verificato.</translation>
    </message>
    <message>
        <source>Last checked: {when}, {file}.</source>
        <translation>Ultima verifica: {when}, {file}.</translation>
    </message>
</context>
<context>
    <name>StepDialog</name>
    <message>
        <source>Step of a response</source>
        <translation>Passaggio di una risposta</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Registra</translation>
    </message>
    <message>
        <source>&amp;New state</source>
        <translation>Nuovo &amp;stato</translation>
    </message>
    <message>
        <source>No step of this response is yours to take now.</source>
        <translation>Nessun passaggio di questa risposta spetta ora a chi lavora.</translation>
    </message>
    <message>
        <source>&amp;Decision</source>
        <translation>&amp;Decisione</translation>
    </message>
    <message>
        <source>Verified by another &amp;force</source>
        <translation>Verificata da un’altra &amp;Forza</translation>
    </message>
    <message>
        <source>Needs: {needs}.</source>
        <translation>Serve: {needs}.</translation>
    </message>
    <message>
        <source>Needs nothing more.</source>
        <translation>Non serve altro.</translation>
    </message>
</context>
<context>
    <name>StepsPane</name>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidenza</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Decisione</translation>
    </message>
    <message>
        <source>Steps of the response</source>
        <translation>Passaggi della risposta</translation>
    </message>
    <message>
        <source>No step recorded. Arrows choose a force, Enter opens the possible steps.</source>
        <translation>Nessun passaggio registrato. Le frecce scelgono una Forza, Invio apre i passaggi possibili.</translation>
    </message>
</context>
<context>
    <name>SummariesScreen</name>
    <message>
        <source>The summary is ready: {period}.</source>
        <translation>La sintesi è pronta: {period}.</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Scritto: {path}</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>Cartella per i file</translation>
    </message>
    <message>
        <source>Write the summary</source>
        <translation>Scrivi la sintesi</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>bozza</translation>
    </message>
    <message>
        <source>summary</source>
        <translation>sintesi</translation>
    </message>
    <message>
        <source>Write it out</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>Write it out as a draft</source>
        <translation>Scrivi come bozza</translation>
    </message>
    <message>
        <source>Other choices: prepare anew</source>
        <translation>Scelte cambiate: preparare di nuovo</translation>
    </message>
    <message>
        <source>Contents of the summary</source>
        <translation>Indice della sintesi</translation>
    </message>
    <message>
        <source>Page of the summary</source>
        <translation>Pagina della sintesi</translation>
    </message>
    <message>
        <source>P&amp;DF document…</source>
        <translation>Do&amp;cumento PDF…</translation>
    </message>
    <message>
        <source>&amp;Spreadsheet (XLSX)…</source>
        <translation>Fo&amp;glio di calcolo (XLSX)…</translation>
    </message>
    <message>
        <source>&amp;Tables (CSV)…</source>
        <translation>&amp;Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>SD&amp;MX…</source>
        <translation>SD&amp;MX…</translation>
    </message>
    <message>
        <source>Fi&amp;gures…</source>
        <translation>F&amp;igure…</translation>
    </message>
    <message>
        <source>Cop&amp;y to send…</source>
        <translation>Co&amp;pia da inviare…</translation>
    </message>
    <message>
        <source>Here the summary will be shown exactly as it would leave: protected tables, figures and notes.

Choose a period and for whom it is, then press Prepare.</source>
        <translation>Qui comparirà la sintesi esattamente come uscirà: tabelle protette, figure e note.

Scegliere il periodo e i destinatari, poi premere Prepara.</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>See as table</source>
        <translation>Vedi come tabella</translation>
    </message>
    <message>
        <source>See as table: {title}</source>
        <translation>Vedi come tabella: {title}</translation>
    </message>
</context>
<context>
    <name>SupersedeDialog</name>
    <message>
        <source>Replace by another recommendation</source>
        <translation>Sostituire con un’altra raccomandazione</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Sostituisci</translation>
    </message>
    <message>
        <source>none chosen</source>
        <translation>nessuna scelta</translation>
    </message>
    <message>
        <source>Replaced &amp;by</source>
        <translation>Sostituita &amp;da</translation>
    </message>
</context>
<context>
    <name>Suppression</name>
    <message numerus="yes">
        <source>%n value(s) hidden for confidentiality (*).</source>
        <translation>
            <numerusform>%n valore oscurato per la riservatezza (*).</numerusform>
            <numerusform>%n valori oscurati per la riservatezza (*).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TablesForm</name>
    <message>
        <source>protected</source>
        <translation>protette</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Sfoglia…</translation>
    </message>
    <message>
        <source>&amp;Counts (CSV)</source>
        <translation>&amp;Conteggi (CSV)</translation>
    </message>
    <message>
        <source>File of counts</source>
        <translation>File dei conteggi</translation>
    </message>
    <message>
        <source>Files of hierarchies</source>
        <translation>File delle gerarchie</translation>
    </message>
    <message>
        <source>Hie&amp;rarchies (CSV)</source>
        <translation>&amp;Gerarchie (CSV)</translation>
    </message>
    <message>
        <source>&amp;Ledger of releases</source>
        <translation>&amp;Registro delle pubblicazioni</translation>
    </message>
    <message>
        <source>Folder of the ledger</source>
        <translation>Cartella del registro</translation>
    </message>
    <message>
        <source>&amp;Tables</source>
        <translation>&amp;Tavole</translation>
    </message>
    <message>
        <source>Least count &amp;shown</source>
        <translation>Conteggio minimo mo&amp;strato</translation>
    </message>
    <message>
        <source>&amp;Base of rounding</source>
        <translation>&amp;Base dell’arrotondamento</translation>
    </message>
    <message>
        <source>H&amp;ow</source>
        <translation>C&amp;ome</translation>
    </message>
    <message>
        <source>force,kind; force,time</source>
        <translation>forza,tipo; forza,tempo</translation>
    </message>
    <message>
        <source>Hide cells</source>
        <translation>Nascondere celle</translation>
    </message>
    <message>
        <source>Round all counts</source>
        <translation>Arrotondare tutti i conteggi</translation>
    </message>
    <message>
        <source>as the least count shown</source>
        <translation>come il conteggio minimo mostrato</translation>
    </message>
    <message>
        <source>More choices: readers, k&amp;nown figures, time</source>
        <translation>Altre scelte: lettori, cifre &amp;note, tempo</translation>
    </message>
    <message>
        <source>They stay in sight while one of them is used.</source>
        <translation>Restano in vista finché se ne usa una.</translation>
    </message>
    <message>
        <source>&amp;Zeros may be hidden too (safest)</source>
        <translation>Si possono nascondere anche gli &amp;zeri (più sicuro)</translation>
    </message>
</context>
<context>
    <name>TablesScreen</name>
    <message>
        <source>Where the new folder is to be</source>
        <translation>Dove creare la nuova cartella</translation>
    </message>
    <message>
        <source>Certificate to check</source>
        <translation>Certificato da controllare</translation>
    </message>
    <message>
        <source>Certificates (*.oscert)</source>
        <translation>Certificati (*.oscert)</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tavola</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Celle</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Piccoli</translation>
    </message>
    <message>
        <source>Hidden beside them</source>
        <translation>Nascoste per proteggerli</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Perdita</translation>
    </message>
    <message>
        <source>Folder of the protected tables</source>
        <translation>Cartella delle tavole protette</translation>
    </message>
    <message>
        <source>Table to ask for</source>
        <translation>Tavola da chiedere</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Nascoste</translation>
    </message>
    <message>
        <source>At no level can anything be shown: take a longer period or other dimensions.</source>
        <translation>A nessun livello si può mostrare qualcosa: serve un periodo più lungo, o altre dimensioni.</translation>
    </message>
    <message>
        <source>Loss: how much of the information asked for a reader does not get. Enter takes a table over.</source>
        <translation>Perdita: quanta dell’informazione chiesta il lettore non ha. Invio prende una tavola al posto di quella chiesta.</translation>
    </message>
    <message>
        <source>No other level can lose less.</source>
        <translation>Nessun altro livello può perdere meno.</translation>
    </message>
    <message>
        <source>Time ran out before all levels were tried.</source>
        <translation>Il tempo è finito prima di provarli tutti.</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Cella</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Almeno</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Al più</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>Da chi</translation>
    </message>
    <message>
        <source>Whoever knows that all zeros are shown can narrow hidden cells: only for comparison.</source>
        <translation>Chi sa che gli zeri sono tutti mostrati può restringere le celle nascoste: solo per confronto.</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiate</translation>
    </message>
    <message>
        <source>On average by</source>
        <translation>In media di</translation>
    </message>
    <message>
        <source>At most by</source>
        <translation>Al più di</translation>
    </message>
    <message>
        <source>Rounded to multiples of {base}: every true count is at most {bound} from the one shown. Tell both to those who read the tables; {note} does, and may be published with them.</source>
        <translation>Arrotondati a multipli di {base}: ogni conteggio vero dista al più {bound} da quello mostrato. Dirli entrambi a chi legge le tavole; lo fa {note}, che si può pubblicare con esse.</translation>
    </message>
    <message>
        <source>Written to {folder}. The tables may be published; the certificate and report.json are confidential. Digest of the certificate: {digest}</source>
        <translation>Scritta la cartella {folder}. Le tavole si possono pubblicare; il certificato e report.json sono riservati. Impronta del certificato: {digest}</translation>
    </message>
    <message>
        <source>The certificate holds: {needs} needs of protection over {cells} cells, threshold {threshold}. Tables beside it and identical to those certified: {tables}. Digest: {digest}</source>
        <translation>Il certificato regge: {needs} esigenze di protezione su {cells} celle, soglia {threshold}. Tavole accanto e identiche a quelle certificate: {tables}. Impronta: {digest}</translation>
    </message>
    <message>
        <source>&amp;Protect and write…</source>
        <translation>&amp;Proteggi e scrivi…</translation>
    </message>
    <message>
        <source>Broad&amp;er categories</source>
        <translation>Voci più a&amp;mpie</translation>
    </message>
    <message>
        <source>Attack t&amp;he tables…</source>
        <translation>Att&amp;acca le tavole…</translation>
    </message>
    <message>
        <source>Chec&amp;k a certificate…</source>
        <translation>Contro&amp;lla un certificato…</translation>
    </message>
    <message>
        <source>Tables from a file</source>
        <translation>Tavole da un file</translation>
    </message>
    <message>
        <source>What was done to each table</source>
        <translation>Che cosa è stato fatto a ogni tavola</translation>
    </message>
</context>
<context>
    <name>TextAreaEditor</name>
    <message>
        <source>{typed} of {longest} characters</source>
        <translation>{typed} di {longest} caratteri</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Nothing had changed: {title}</source>
        <translation>Nulla era cambiato: {title}</translation>
    </message>
    <message>
        <source>Recorded: {title}</source>
        <translation>Registrato: {title}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annulla</translation>
    </message>
    <message>
        <source>Nothing to undo: nothing was recorded since the store was opened.</source>
        <translation>Nulla da annullare: dall’apertura dell’archivio non è stato registrato nulla.</translation>
    </message>
    <message>
        <source>Undone: {title}</source>
        <translation>Annullato: {title}</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ripristina</translation>
    </message>
    <message>
        <source>Nothing to redo: nothing was undone since the last recording.</source>
        <translation>Nulla da ripristinare: dall’ultima registrazione non è stato annullato nulla.</translation>
    </message>
    <message>
        <source>Recorded again: {title}</source>
        <translation>Registrato di nuovo: {title}</translation>
    </message>
    <message>
        <source>Not undone, nothing has changed: {why}</source>
        <translation>Non annullato, nulla è cambiato: {why}</translation>
    </message>
    <message>
        <source>Undo takes back what was recorded: leave the form with Esc first; the draft is kept.</source>
        <translation>Si annulla ciò che è stato registrato: prima chiudere il modulo con Esc; la bozza è conservata.</translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message>
        <source>Opening…</source>
        <translation>Apertura…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ap&amp;ri</translation>
    </message>
    <message>
        <source>Write your name as a member of this store.</source>
        <translation>Scrivere il proprio nome di membro di questo archivio.</translation>
    </message>
    <message>
        <source>Write the passphrase of this store.</source>
        <translation>Scrivere la frase d’accesso di questo archivio.</translation>
    </message>
    <message>
        <source>Open the store</source>
        <translation>Apri l’archivio</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>N&amp;ome</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>Fras&amp;e d’accesso</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase d’accesso</translation>
    </message>
    <message>
        <source>Another fol&amp;der…</source>
        <translation>Altra &amp;cartella…</translation>
    </message>
    <message>
        <source>&amp;New store…</source>
        <translation>&amp;Nuovo archivio…</translation>
    </message>
    <message>
        <source>I for&amp;got the passphrase…</source>
        <translation>&amp;Ho dimenticato la frase…</translation>
    </message>
</context>
<context>
    <name>VerdictDialog</name>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Registra</translation>
    </message>
    <message>
        <source>Choose the verdict and how far it can be trusted.</source>
        <translation>Scegliere il giudizio e quanto vi si può fare affidamento.</translation>
    </message>
</context>
<context>
    <name>ViewsPane</name>
    <message>
        <source>Views</source>
        <translation>Viste</translation>
    </message>
    <message>
        <source>Rename the view…</source>
        <translation>Rinomina la vista…</translation>
    </message>
    <message>
        <source>Remove the view</source>
        <translation>Elimina la vista</translation>
    </message>
    <message>
        <source>View removed: {name}</source>
        <translation>Vista eliminata: {name}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annulla</translation>
    </message>
    <message>
        <source>Show the view: {name}</source>
        <translation>Mostra la vista: {name}</translation>
    </message>
    <message>
        <source>Saved view</source>
        <translation>Vista salvata</translation>
    </message>
    <message>
        <source>Name of the view «{words}»</source>
        <translation>Nome della vista «{words}»</translation>
    </message>
</context>
<context>
    <name>WishesButton</name>
    <message>
        <source>Added &amp;questions ({n})…</source>
        <translation>Domand&amp;e aggiunte ({n})…</translation>
    </message>
    <message>
        <source>Added questions: {n}</source>
        <translation>Domande aggiunte: {n}</translation>
    </message>
</context>
<context>
    <name>WishesDialog</name>
    <message>
        <source>Added questions</source>
        <translation>Domande aggiunte</translation>
    </message>
    <message>
        <source>The next summary for these readers answers these questions in a section of its own, protected together with everything else. Then they leave this list.</source>
        <translation>La prossima sintesi per questi destinatari risponde a queste domande in una sezione a parte, protette insieme a tutto il resto. Poi escono da questo elenco.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Rimuovi</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Chiudi</translation>
    </message>
</context>
<context>
    <name>WorkScreen</name>
    <message>
        <source>What waits</source>
        <translation>Ciò che attende</translation>
    </message>
    <message>
        <source>Enter on a line leads to its record. Esc leads back.</source>
        <translation>Invio su una riga porta alla sua scheda. Esc torna indietro.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Scheda</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Entro</translation>
    </message>
    <message>
        <source>and {n} more, in the views</source>
        <translation>e altre {n}, nelle viste</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nulla</translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Cancel the work under way</source>
        <translation>Annulla il lavoro in corso</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avanzamento</translation>
    </message>
</context>
<context>
    <name>Workplace</name>
    <message numerus="yes">
        <source>%n draft(s) kept and not recorded yet.</source>
        <translation>
            <numerusform>Una bozza conservata attende di essere registrata.</numerusform>
            <numerusform>%n bozze conservate attendono di essere registrate.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Resume the last one</source>
        <translation>&amp;Riprendi l’ultima</translation>
    </message>
</context>
</TS>
