"""What the rules of a case say to the person at the keyboard: what is wrong and what to do."""

from observatory.terms import Term

DEATH_WITHOUT_OUTCOME = Term(
    "Per un decesso l’esito è «Deceduto»: correggere l’esito oppure il tipo di evento.",
    "For a death the outcome is “Died”: correct the outcome or the event type.",
)
OUTCOME_WITHOUT_DEATH = Term(
    "L’esito è «Deceduto»: il tipo di evento è «Decesso per suicidio» oppure «Decesso a intento da accertare»; "
    "correggere l’uno o l’altro.",
    "The outcome is “Died”: the event type is “Death by suicide” or “Death, intent undetermined”; "
    "correct one or the other.",
)
METHOD_MISSING = Term(
    "Per decessi, tentativi e autolesione serve il metodo (gruppo): sceglierlo, oppure «Non noto».",
    "Deaths, attempts and self-injury need the method group: choose it, or “Not known”.",
)
METHOD_UNEXPECTED = Term(
    "Per atti preparatori, ideazione e disagio il metodo non si rileva: togliere il metodo o correggere il tipo di "
    "evento.",
    "For preparatory acts, ideation and distress no method is collected: clear the method or correct the event type.",
)
OWNERSHIP_MISSING = Term(
    "Il metodo è «Arma da fuoco»: indicare la titolarità dell’arma, oppure «Non nota».",
    "The method is “Firearm”: say who owned the firearm, or “Not known”.",
)
OWNERSHIP_UNEXPECTED = Term(
    "La titolarità dell’arma si indica solo se il metodo è «Arma da fuoco»: toglierla o correggere il metodo.",
    "Firearm ownership is given only if the method is “Firearm”: clear it or correct the method.",
)
ICD10_UNREADABLE = Term(
    "Codice ICD-10 non ammesso: scrivere un codice fra X60 e X84, Y87.0 oppure fra Y10 e Y34, ad esempio X70 o X72.0.",
    "ICD-10 code not allowed: write one from X60 to X84, Y87.0 or one from Y10 to Y34, for instance X70 or X72.0.",
)
ICD10_SEQUELAE = Term(
    "Y87.0 (sequele) vale solo per i decessi: correggere il codice o il tipo di evento.",
    "Y87.0 (sequelae) is for deaths only: correct the code or the event type.",
)
ICD10_UNDETERMINED = Term(
    "I codici da Y10 a Y34 valgono solo per il decesso a intento da accertare: correggere il codice o il tipo di "
    "evento.",
    "Codes from Y10 to Y34 are only for a death of undetermined intent: correct the code or the event type.",
)
ICD10_BLOCK = Term(
    "Questo codice ICD-10 appartiene al gruppo «{method}»: correggere il codice o il metodo.",
    "This ICD-10 code belongs to the group “{method}”: correct the code or the method.",
)
UNOFFICIAL = Term(
    "Le fonti sono solo sindacati, associazioni o stampa: lo stato resta «Segnalato» finché non arriva una fonte "
    "ufficiale; "
    "correggere lo stato o aggiungere la fonte.",
    "The only sources are unions, associations or the press: the status stays “Suspected” until an official source "
    "arrives; correct the status or add the source.",
)
OVERDUE = Term(
    "Il caso è «Segnalato» da più di 180 giorni: chiedere l’esito alla forza e aggiornare lo stato.",
    "The case has been “Suspected” for more than 180 days: ask the force for the outcome and update the status.",
)
OTHER_FORCE = Term(
    "Questa misura sull’arma è prevista solo per: {force}. Correggere la misura o la forza.",
    "This firearm measure exists only for: {force}. Correct the measure or the force.",
)
REGION = Term(
    "La regione non è nella ripartizione indicata: correggere l’una o l’altra, o lasciare vuota la regione.",
    "The region is not in the macro-region given: correct one or the other, or leave the region empty.",
)
DISCLOSED_TO = Term(
    "«Comunicato a» si compila solo se l’intento è stato comunicato: rispondere «Sì» a «Intento comunicato» o "
    "svuotarlo.",
    "“Disclosed to” is given only if the intent was disclosed: answer “Yes” to “Intent disclosed” or clear it.",
)
ON_DUTY = Term(
    "Chi ha lasciato il servizio non può essere in servizio al momento: correggere la posizione o la risposta.",
    "Who left the service cannot have been on duty: correct the position or the answer.",
)
SENIORITY = Term(
    "Anzianità ed età non possono stare insieme: correggere una delle due fasce.",
    "Seniority and age cannot both be right: correct one of the two bands.",
)
TRAINEE_AGE = Term(
    "Età insolita per un allievo: controllare la fascia d’età, la categoria di ruolo e la posizione, poi confermare.",
    "Unusual age for a trainee: check age band, rank category and position, then confirm.",
)
SENIOR_AGE = Term(
    "Età insolita per un dirigente o ufficiale generale: controllare la fascia d’età e la categoria di ruolo, poi "
    "confermare.",
    "Unusual age for a senior manager: check age band and rank category, then confirm.",
)
IDEATION_UNEXPECTED = Term(
    "Il livello di ideazione non si rileva per i decessi e per l’autolesione senza intento: svuotarlo o correggere "
    "il tipo.",
    "The ideation level is not collected for deaths and non-suicidal self-injury: clear it or correct the type.",
)
IDEATION_ZERO = Term(
    "Il tipo di evento è «Ideazione suicidaria»: il livello va da 1 a 5, oppure «Non noto».",
    "The event type is “Suicidal ideation”: the level goes from 1 to 5, or “Not known”.",
)
IDEATION_IN_DISTRESS = Term(
    "Con un livello di ideazione da 1 a 5 il tipo di evento è «Ideazione suicidaria»: correggere il tipo o il livello.",
    "With an ideation level from 1 to 5 the event type is “Suicidal ideation”: correct the type or the level.",
)
STATUS_BEFORE_EVENT = Term(
    "La data dello stato precede il mese dell’evento: correggere una delle due.",
    "The status date is before the event month: correct one of the two.",
)
RECEIVED_BEFORE_EVENT = Term(
    "La fonte risulta ricevuta prima del mese dell’evento: correggere la data o il mese.",
    "The source was received before the event month: correct the date or the month.",
)
REPEATED_CIRCUMSTANCE = Term(
    "La circostanza è già indicata in un’altra riga: tenere una sola riga.",
    "The circumstance already stands in another row: keep one row.",
)
CRISIS = Term(
    "La circostanza è assente («No»), quindi la crisi non può essere «Sì»: correggere una delle due risposte.",
    "The circumstance is absent (“No”), so the crisis cannot be “Yes”: correct one of the two answers.",
)
PERSON_CODE_FORCE = Term(
    "Il codice persona è stato generato per un’altra forza: controllare il codice e la forza, poi confermare.",
    "The person code was minted for another force: check code and force, then confirm.",
)
